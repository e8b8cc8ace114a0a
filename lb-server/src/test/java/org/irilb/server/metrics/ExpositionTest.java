package org.irilb.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.irilb.core.metrics.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpositionTest {

    private static String written(Consumer<Exposition> author) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition exposition = new Exposition(out);
        author.accept(exposition);
        exposition.finish();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFamilyIsItsHeadAndItsSamplesAndNothingWithoutAny() {
        String text = written(out -> {
            out.gauge("empty", "has no samples");
            out.counter("requests_total", "how many").value(7);
            out.gauge("up", "whether");
            out.value(LabelSet.of("node", "a"), 1);
            out.value(LabelSet.of("node", "b"), LabelSet.of("state", "UP"), -3);
            out.value(LabelSet.NONE, LabelSet.of("state", "UP"), 4);
        });
        assertThat(text)
                .isEqualTo("# HELP requests_total how many\n# TYPE requests_total counter\nrequests_total 7\n"
                        + "# HELP up whether\n# TYPE up gauge\nup{node=\"a\"} 1\nup{node=\"b\",state=\"UP\"} -3\n"
                        + "up{state=\"UP\"} 4\n");
    }

    @Test
    void whateverIsInALabelStaysInIt() {
        LabelSet labels = LabelSet.of("node", "a\"} 1\nb\\ü");
        assertThat(written(out -> out.gauge("up", "whether").value(labels, 1)))
                .endsWith("\nup{node=\"a\\\"} 1\\nb\\\\ü\"} 1\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.001",
        "1500, 1.5",
        "60000, 60",
        "-20, -0.02",
        "9223372036854775807, 9223372036854775.807",
        "-9223372036854775807, -9223372036854775.807"
    })
    void timesAreToldInSeconds(long millis, String seconds) {
        assertThat(written(out -> out.gauge("t", "time").millis(LabelSet.NONE, millis)))
                .endsWith("\nt " + seconds + "\n");
    }

    @Test
    void aHistogramCountsUpwards() {
        Histogram times = new Histogram(1);
        times.add(0, 1_000_000);
        times.add(0, 2_400_000_000L);
        times.add(0, 400_000_000_000L);
        String text = written(
                out -> out.histogram("wait_seconds", "waits").distribution(LabelSet.of("a", "b"), times.read()));
        assertThat(text.lines())
                .containsSequence("# TYPE wait_seconds histogram", "wait_seconds_bucket{a=\"b\",le=\"0.001\"} 1")
                .containsSequence(
                        "wait_seconds_bucket{a=\"b\",le=\"1\"} 1",
                        "wait_seconds_bucket{a=\"b\",le=\"2.5\"} 2",
                        "wait_seconds_bucket{a=\"b\",le=\"5\"} 2")
                .containsSequence(
                        "wait_seconds_bucket{a=\"b\",le=\"300\"} 2",
                        "wait_seconds_bucket{a=\"b\",le=\"+Inf\"} 3",
                        "wait_seconds_sum{a=\"b\"} 402.401",
                        "wait_seconds_count{a=\"b\"} 3");
    }

    @Test
    void moreThanABufferIsWrittenWhole() {
        String value = "v".repeat(5_000);
        String text = written(out -> {
            out.gauge("g", "many");
            for (int i = 0; i < 100; i++) {
                out.value(LabelSet.of("l", value), i);
            }
        });
        assertThat(text.lines().skip(2)).hasSize(100).allMatch(line -> line.startsWith("g{l=\"" + value + "\"} "));
    }
}
