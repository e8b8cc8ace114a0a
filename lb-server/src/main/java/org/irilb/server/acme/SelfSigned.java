package org.irilb.server.acme;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.irilb.core.tls.CertifiedKey;

/** Certificates that nobody vouches for. Stateless. */
final class SelfSigned {

    private SelfSigned() {}

    /**
     * For host names, with a key that is made for it.
     *
     * @param details what else is to be in it
     */
    static CertifiedKey make(String subject, List<String> hosts, UnaryOperator<CertificateBuilder> details)
            throws IOException {
        CertificateBuilder builder = new CertificateBuilder()
                .subject("CN=" + subject)
                .ecp256()
                .setIsCertificateAuthority(true); // the builder signs no other kind by itself
        hosts.forEach(builder::addSanDnsName);
        try {
            X509Bundle made = details.apply(builder).buildSelfSigned();
            return new CertifiedKey(made.getKeyPair().getPrivate(), List.of(made.getCertificate()));
        } catch (Exception e) { // as the builder has it
            throw new IOException("no certificate for " + hosts + " could be made: " + e.getMessage(), e);
        }
    }
}
