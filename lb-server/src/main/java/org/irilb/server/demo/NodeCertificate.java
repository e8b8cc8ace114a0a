package org.irilb.server.demo;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/** A certificate for one run, signed by nobody. Stateless; any thread. */
final class NodeCertificate {

    private NodeCertificate() {}

    static SslContext selfMade() {
        try {
            X509Bundle made = new CertificateBuilder()
                    .subject("CN=simulated-node")
                    .addSanIpAddress("127.0.0.1")
                    .addSanDnsName("localhost")
                    .ecp256()
                    .setIsCertificateAuthority(true) // the builder signs no other kind by itself
                    .buildSelfSigned();
            return SslContextBuilder.forServer(made.getKeyPair().getPrivate(), made.getCertificatePath())
                    .sslProvider(SslProvider.JDK)
                    .build();
        } catch (Exception e) {
            throw new IllegalStateException("no certificate could be made: " + e.getMessage(), e);
        }
    }
}
