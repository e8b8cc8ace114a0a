package org.irilb.core.tls;

import java.math.BigInteger;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.SingleResponse;

/**
 * What a certificate's issuer says of its being revoked (RFC 6960), to be handed to clients together with the
 * certificate (RFC 6066, section 8).
 *
 * @param response as the issuer's server gave it, in DER; not to be changed
 * @param until when there is a newer one; empty if that isn't said
 */
record OcspStaple(byte[] response, Optional<Instant> until) {

    /** @throws PemException if it isn't such a response, or is about another certificate */
    static OcspStaple parse(byte[] response, CertifiedKey certified) throws PemException {
        try {
            OCSPResponse read = OCSPResponse.getInstance(response);
            int status = read.getResponseStatus().getIntValue();
            if (status != OCSPResponseStatus.SUCCESSFUL) {
                throw new PemException("OCSP response with status " + status + " (expected: 0, successful)");
            }
            BasicOCSPResponse basic = BasicOCSPResponse.getInstance(
                    read.getResponseBytes().getResponse().getOctets());
            BigInteger serial = certified.certificate().getSerialNumber();
            ASN1Sequence responses = basic.getTbsResponseData().getResponses();
            for (int i = 0; i < responses.size(); i++) {
                SingleResponse single = SingleResponse.getInstance(responses.getObjectAt(i));
                if (single.getCertID().getSerialNumber().getValue().equals(serial)) {
                    return new OcspStaple(response, nextUpdate(single));
                }
            }
            throw new PemException(
                    "OCSP response for another certificate (expected: for serial number " + serial.toString(16) + ")");
        } catch (ParseException | RuntimeException e) { // the parser throws what it meets
            throw new PemException("malformed (expected: an OCSP response in DER)", e);
        }
    }

    private static Optional<Instant> nextUpdate(SingleResponse single) throws ParseException {
        ASN1GeneralizedTime next = single.getNextUpdate();
        return next == null ? Optional.empty() : Optional.of(next.getDate().toInstant());
    }

    /** Whether it says something of that time. */
    boolean isValidAt(Instant time) {
        return until.map(time::isBefore).orElse(true);
    }
}
