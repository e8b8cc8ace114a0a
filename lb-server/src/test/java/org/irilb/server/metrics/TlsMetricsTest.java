package org.irilb.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.irilb.core.kit.Issuer;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.CertificateStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.HandshakeError;
import org.irilb.core.metrics.ListenerState;
import org.junit.jupiter.api.Test;

final class TlsMetricsTest {

    private static CertificateStatus certificate(String file, Optional<String> problem) {
        return new CertificateStatus(
                "front", file, List.of(Issuer.named("metrics").certificate()), problem);
    }

    @Test
    void certificatesAreToldByFile() {
        CertificateStatus good = certificate("a.pem", Optional.empty());
        CertificateStatus refused = certificate("b.pem", Optional.of("b.pem: no key"));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Exposition out = new Exposition(text);
        TlsMetrics.write(List.of(good, refused), out);
        out.finish();

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains(
                        "irilb_certificate_expiry_timestamp_seconds{proxy=\"front\",file=\"a.pem\"} "
                                + good.until().getEpochSecond() + "\n",
                        "irilb_certificate_refused{proxy=\"front\",file=\"a.pem\"} 0\n",
                        "irilb_certificate_refused{proxy=\"front\",file=\"b.pem\"} 1\n");
    }

    @Test
    void handshakesAreToldByHowTheyEnded() {
        Counters counters = new Counters(1);
        counters.add(0, Counter.TLS_HANDSHAKES, 5);
        counters.add(0, Counter.TLS_RESUMPTIONS, 2);
        counters.add(0, Counter.TLS_HANDSHAKE_ERRORS, 1);
        counters.add(0, HandshakeError.REFUSED.counter(), 1);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Exposition out = new Exposition(text);
        TlsMetrics.writeHandshakes(
                List.of(new ListenerStatus("front", "*:443", true, ListenerState.OPEN, 10, 0, 0, counters)), out);
        out.finish();

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains(
                        "irilb_tls_handshakes_total{proxy=\"front\",result=\"full\"} 3\n",
                        "irilb_tls_handshakes_total{proxy=\"front\",result=\"resumed\"} 2\n",
                        "irilb_tls_handshakes_total{proxy=\"front\",result=\"failed\"} 1\n",
                        "irilb_tls_handshake_errors_total{proxy=\"front\",reason=\"closed\"} 0\n",
                        "irilb_tls_handshake_errors_total{proxy=\"front\",reason=\"refused\"} 1\n");
    }
}
