package org.irilb.server.metrics;

import java.util.List;
import java.util.function.Supplier;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.CertificateStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.HandshakeError;
import org.irilb.server.admin.stat.View;

/** TLS towards clients: certificates and handshakes. Any thread. */
public final class TlsMetrics implements MetricSource {

    private final Supplier<List<CertificateStatus>> certificates;

    /** @param certificates that clients get; none where nothing speaks TLS */
    public TlsMetrics(Supplier<List<CertificateStatus>> certificates) {
        this.certificates = certificates;
    }

    @Override
    public void write(View view, Exposition out) {
        List<CertificateStatus> served = certificates.get();
        if (served.isEmpty()) {
            return;
        }
        write(served, out);
        writeHandshakes(view.status().listeners(), out);
    }

    static void write(List<CertificateStatus> certificates, Exposition out) {
        out.gauge("irilb_certificate_expiry_timestamp_seconds", "until when a certificate that clients get is valid");
        certificates.forEach(one -> out.value(label(one), one.until().getEpochSecond()));
        out.gauge("irilb_certificate_refused", "whether what stands in its file now can't be used, so that it stays");
        certificates.forEach(one -> out.value(label(one), one.problem().isPresent() ? 1 : 0));
    }

    static void writeHandshakes(List<ListenerStatus> listeners, Exposition out) {
        out.counter("irilb_tls_handshakes_total", "TLS handshakes with clients");
        for (ListenerStatus listener : listeners) {
            LabelSet label = LabelSet.of("proxy", listener.name());
            Counters counters = listener.counters();
            long resumed = counters.sum(Counter.TLS_RESUMPTIONS);
            out.value(label.and("result", "full"), counters.sum(Counter.TLS_HANDSHAKES) - resumed);
            out.value(label.and("result", "resumed"), resumed);
            out.value(label.and("result", "failed"), counters.sum(Counter.TLS_HANDSHAKE_ERRORS));
        }
        out.counter("irilb_tls_handshake_errors_total", "why TLS handshakes with clients have failed");
        for (ListenerStatus listener : listeners) {
            LabelSet label = LabelSet.of("proxy", listener.name());
            for (HandshakeError error : HandshakeError.values()) {
                out.value(
                        label.and("reason", error.label()), listener.counters().sum(error.counter()));
            }
        }
    }

    private static LabelSet label(CertificateStatus certificate) {
        return LabelSet.of("proxy", certificate.listener()).and("file", certificate.file());
    }
}
