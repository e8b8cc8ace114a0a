package org.irilb.core.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.core.config.CertificateFiles;
import org.irilb.core.metrics.CertificateStatus;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that were made out of looks at their files. A look gives the next set; nothing is changed in place.
 *
 * @param held the good ones, the first for clients that want any; at least one
 * @param problems what is wrong with what stands in files now
 * @param authorities whose client certificates are believed
 */
record CertificateSet(
        Map<CertificateFiles, HeldCertificate> held,
        Map<CertificateFiles, String> problems,
        List<X509Certificate> authorities) {

    /** @throws PemException if any certificate can't be used; it may have expired */
    static CertificateSet first(Look look) throws PemException {
        Map<CertificateFiles, HeldCertificate> held = new LinkedHashMap<>();
        for (Map.Entry<CertificateFiles, Look.Found> found : look.certificates().entrySet()) {
            held.put(found.getKey(), found.getValue().certificate());
        }
        return new CertificateSet(held, Map.of(), look.authorities());
    }

    /**
     * The certificates of another look. Where one of them can't be used, has expired or isn't valid yet, the one before
     * stays, if there was one.
     */
    CertificateSet next(Look look, Instant now) {
        Map<CertificateFiles, HeldCertificate> next = new LinkedHashMap<>();
        Map<CertificateFiles, String> wrong = new LinkedHashMap<>();
        for (Map.Entry<CertificateFiles, Look.Found> found : look.certificates().entrySet()) {
            CertificateFiles files = found.getKey();
            HeldCertificate before = held.get(files);
            try {
                next.put(files, better(found.getValue(), before, now));
            } catch (PemException e) {
                wrong.put(files, e.getMessage());
                if (before != null) {
                    next.put(files, before);
                }
            }
        }
        return new CertificateSet(next, wrong, look.authorities());
    }

    private static HeldCertificate better(Look.Found found, @Nullable HeldCertificate before, Instant now)
            throws PemException {
        if (before != null && found.bytes().equals(Optional.of(before.bytes()))) {
            return before;
        }
        HeldCertificate next = found.certificate();
        Optional<String> problem = next.certified().problemAt(now);
        if (problem.isPresent()) {
            throw new PemException(problem.get() + " (expected: a valid certificate)")
                    .of(next.bytes().files());
        }
        return next;
    }

    /** @throws PemException if one of them isn't taken by who does the cryptography */
    ServerContexts contexts(ServerContextFactory factory, boolean strictSni) throws PemException {
        List<ServerContexts.Served> served = new ArrayList<>();
        try {
            for (HeldCertificate certificate : held.values()) {
                SslContext context = factory.create(certificate.certified(), authorities);
                served.add(new ServerContexts.Served(certificate.certified(), context, certificate.staple()));
            }
            return new ServerContexts(served, strictSni);
        } catch (PemException e) {
            served.forEach(one -> ReferenceCountUtil.release(one.context()));
            throw e;
        }
    }

    List<CertificateStatus> status(String listener) {
        List<CertificateStatus> status = new ArrayList<>();
        held.forEach((files, certificate) -> status.add(new CertificateStatus(
                listener,
                files.toString(),
                certificate.certified().chain(),
                Optional.ofNullable(problems.get(files)))));
        return List.copyOf(status);
    }
}
