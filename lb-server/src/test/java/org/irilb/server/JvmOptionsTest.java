package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The options that the unit gives to the JVM. */
final class JvmOptionsTest {

    @Test
    void theJvmTakesThem() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@../config/jvm.options",
                        "-XX:+PrintFlagsFinal",
                        "-version")
                .redirectErrorStream(true)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(printed).isZero();
        assertThat(printed)
                .doesNotContain("warning")
                .containsPattern("UseSerialGC +:?= true .*\\{command line}")
                .containsPattern("MaxHeapSize +:?= 268435456 .*\\{command line}")
                .containsPattern("ExitOnOutOfMemoryError +:?= true .*\\{command line}");
    }
}
