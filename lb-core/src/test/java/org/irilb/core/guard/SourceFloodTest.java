package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SourceFloodTest {

    /** In a process of its own, because nothing else may take or free memory meanwhile. */
    @Test
    void aMillionAddressesTakeNoMoreMemoryThanATableFull() throws IOException, InterruptedException {
        Process flood = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SourceFlood.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
        String[] used = new String(flood.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .trim()
                .split(" ");

        assertThat(flood.waitFor()).isZero();
        assertThat(Long.parseLong(used[1])).isLessThan(Long.parseLong(used[0]) + 250_000);
        assertThat(Long.parseLong(used[1]) / SourceFlood.TABLE).isLessThan(150);
    }
}
