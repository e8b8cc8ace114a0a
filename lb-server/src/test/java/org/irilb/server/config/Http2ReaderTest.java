package org.irilb.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.irilb.core.config.Http2Config;
import org.irilb.core.config.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Http2ReaderTest {

    @TempDir
    Path dir;

    private ConfigFile read(String h2) throws Exception {
        String yaml = "listeners:\n  - { name: a, h2: " + h2 + " }";
        return ConfigFile.read(Files.writeString(dir.resolve("lb.yml"), yaml), Map.of());
    }

    private Http2Config settings(String h2) throws Exception {
        return read(h2).settings().balancer().listeners().get(0).http2();
    }

    @Test
    void nothingSaidIsTheStandard() throws Exception {
        assertThat(settings("{}")).isEqualTo(Http2Config.STANDARD);
    }

    @Test
    void everyKeyHasItsValue() throws Exception {
        assertThat(settings("{ clear: false, max-streams: 7, header-list: 2KiB, stream-window: 1MiB,"
                        + " connection-window: 2MiB, unfinished-bodies: 3MB, control-frames: 5/1s, resets: 6/2s }"))
                .isEqualTo(new Http2Config(
                        false,
                        7,
                        2048,
                        1 << 20,
                        2 << 20,
                        3_000_000,
                        new Rate(5, Duration.ofSeconds(1)),
                        new Rate(6, Duration.ofSeconds(2))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    { clear: 1 }               | clear: 1 (expected: true or false)
                    { max-streams: 0 }         | max-streams: 0 (expected: 1..10000)
                    { max-streams: 10001 }     | max-streams: 10001 (expected: 1..10000)
                    { header-list: 1023 }      | header-list: 1023 (expected: a size from 1KiB to 1GiB, such as 500kB, 1MB or 1MiB)
                    { stream-window: 65534 }   | stream-window: 65534 (expected: a size from 65535B to 1GiB, such as 500kB, 1MB or 1MiB)
                    { connection-window: 1 }   | connection-window: 1 (expected: a size from 65535B to 1GiB, such as 500kB, 1MB or 1MiB)
                    { unfinished-bodies: 0 }   | unfinished-bodies: 0 (expected: a size from 1B to 1GiB, such as 500kB, 1MB or 1MiB)
                    { control-frames: 0/1s }   | control-frames: 0/1s (expected: 1..100000 in a time up to 12h, such as 250/3s)
                    { resets: many }           | resets: many (expected: 1..100000 in a time up to 12h, such as 250/3s)
                    { streams: 5 }             | streams: unknown key (expected: one of clear, max-streams, header-list, stream-window, connection-window, unfinished-bodies, control-frames, resets)
                    """)
    void whatIsWrongIsNamedWithLineAndKey(String h2, String problem) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(h2));
        assertThat(e).as("the file is taken").isNotNull();
        assertThat(e.problems())
                .singleElement()
                .satisfies(said -> assertThat(said.toString()).endsWith("lb.yml:2: listeners[0].h2." + problem));
    }
}
