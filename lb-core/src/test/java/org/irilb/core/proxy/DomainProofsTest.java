package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.tls.CertifiedKey;
import org.irilb.core.tls.DomainProofs;
import org.junit.jupiter.api.io.TempDir;

final class DomainProofsTest {

    private static final Issuer ISSUER = Issuer.named("authority");

    @TempDir
    private Path dir;

    /** Connects, and returns whose certificate it was shown. */
    private static String shown(InetSocketAddress address, String host, String protocol) throws Exception {
        try (SSLSocket socket = connect(address, host, protocol)) {
            return owner(socket);
        }
    }

    private static String owner(SSLSocket socket) throws IOException {
        X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    private static SSLSocket connect(InetSocketAddress address, String host, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.connect(address);
        socket.startHandshake();
        return socket;
    }

    @OnEachTransport
    void whoAsksForAProofGetsItAndNothingMoreAndNobodyElseDoes(TransportChoice transport) throws Exception {
        Path usual = Issuer.write(ISSUER.issue("usual.example"), dir, "usual.pem");
        X509Bundle proof = ISSUER.issue("proof.example");
        DomainProofs proofs = new DomainProofs();
        proofs.tell("iota.example", new CertifiedKey(proof.getKeyPair().getPrivate(), List.of(proof.getCertificate())));
        try (LoadBalancer balancer =
                LoadBalancer.start(TlsSetup.of(usual).config(Setup.standard().with(transport)))) {
            InetSocketAddress address = balancer.address(Setup.LISTENER);
            assertThat(shown(address, "iota.example", "acme-tls/1"))
                    .as("before proofs are known")
                    .isEqualTo("CN=usual.example");

            balancer.proveDomains(proofs);

            try (SSLSocket authority = connect(address, "iota.example", "acme-tls/1")) {
                assertThat(owner(authority)).isEqualTo("CN=proof.example");
                assertThat(authority.getApplicationProtocol()).isEqualTo("acme-tls/1");
                assertThat(authority.getInputStream().read()).as("it ends").isNegative();
            }
            assertThat(shown(address, "iota.example", "http/1.1")).isEqualTo("CN=usual.example");
            assertThat(shown(address, "other.example", "acme-tls/1")).isEqualTo("CN=usual.example");

            proofs.forget("iota.example");
            assertThat(shown(address, "iota.example", "acme-tls/1")).isEqualTo("CN=usual.example");
        }
    }
}
