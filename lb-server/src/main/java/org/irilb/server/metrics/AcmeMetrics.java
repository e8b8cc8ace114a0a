package org.irilb.server.metrics;

import java.util.Optional;
import java.util.function.Supplier;
import org.irilb.server.acme.AcmeStatus;
import org.irilb.server.admin.stat.View;

/** How the certificate from an authority fares. Any thread. */
public final class AcmeMetrics implements MetricSource {

    private final Supplier<Optional<AcmeStatus>> status;

    /** @param status nothing if there is no such certificate */
    public AcmeMetrics(Supplier<Optional<AcmeStatus>> status) {
        this.status = status;
    }

    @Override
    public void write(View view, Exposition out) {
        status.get().ifPresent(acme -> write(acme, out));
    }

    static void write(AcmeStatus acme, Exposition out) {
        LabelSet domain = LabelSet.of("domain", acme.domain());
        out.counter("irilb_acme_issued_total", "certificates that were got since the start")
                .value(domain, acme.issued());
        out.counter("irilb_acme_failures_total", "attempts to get one that failed since the start")
                .value(domain, acme.failed());
        out.gauge("irilb_acme_failing", "whether the last attempt has failed")
                .value(domain, acme.problem().isEmpty() ? 0 : 1);
        out.gauge("irilb_acme_next_attempt_timestamp_seconds", "when the next attempt is due")
                .value(domain, acme.next().getEpochSecond());
        out.gauge("irilb_acme_expiry_timestamp_seconds", "until when the certificate is valid");
        acme.notAfter().ifPresent(until -> out.value(domain, until.getEpochSecond()));
    }
}
