package org.irilb.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.irilb.consul.ConsulStatus;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.snapshot.Origin;
import org.junit.jupiter.api.Test;

final class ConsulMetricsTest {

    private static ConsulStatus failing(String datacenter, Optional<ReadFailure.Kind> kind) {
        return new ConsulStatus(
                datacenter,
                "http://127.0.0.1:8500",
                Origin.CONSUL,
                1,
                Optional.empty(),
                Duration.ZERO,
                0,
                0,
                0,
                3,
                2,
                kind.map(Object::toString),
                kind,
                Set.of(),
                Duration.ZERO,
                0);
    }

    @Test
    void whoHasToMendAFailureIsToldByDatacenter() {
        List<ConsulStatus> all =
                List.of(failing("dc1", Optional.of(ReadFailure.Kind.NO_DATACENTER)), failing("dc2", Optional.empty()));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Exposition out = new Exposition(text);

        new ConsulMetrics(() -> all).write(null, out);
        out.finish();

        assertThat(text.toString(StandardCharsets.UTF_8).lines().filter(line -> line.endsWith("\"} 1")))
                .containsOnlyOnce("irilb_consul_failing{datacenter=\"dc1\",kind=\"no_datacenter\"} 1")
                .noneMatch(line -> line.startsWith("irilb_consul_failing{datacenter=\"dc2\""));
    }
}
