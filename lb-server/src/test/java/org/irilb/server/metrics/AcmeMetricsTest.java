package org.irilb.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.irilb.server.acme.AcmeStatus;
import org.junit.jupiter.api.Test;

final class AcmeMetricsTest {

    private static final Instant NEXT = Instant.ofEpochSecond(1_800_000_000);
    private static final Instant END = Instant.ofEpochSecond(1_900_000_000);

    private static String text(AcmeStatus status) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Exposition out = new Exposition(text);
        AcmeMetrics.write(status, out);
        out.finish();
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void howItFaresIsToldByDomain() {
        assertThat(text(new AcmeStatus("iota.example", 2, 3, NEXT, Optional.of(END), "refused")))
                .contains(
                        "irilb_acme_issued_total{domain=\"iota.example\"} 2\n",
                        "irilb_acme_failures_total{domain=\"iota.example\"} 3\n",
                        "irilb_acme_failing{domain=\"iota.example\"} 1\n",
                        "irilb_acme_next_attempt_timestamp_seconds{domain=\"iota.example\"} 1800000000\n",
                        "irilb_acme_expiry_timestamp_seconds{domain=\"iota.example\"} 1900000000\n");
    }

    @Test
    void aPlaceholderHasNoExpiry() {
        assertThat(text(new AcmeStatus("iota.example", 0, 0, NEXT, Optional.empty(), "")))
                .contains("irilb_acme_failing{domain=\"iota.example\"} 0\n")
                .doesNotContain("expiry");
    }
}
