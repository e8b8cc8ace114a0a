package org.irilb.core.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.irilb.core.config.TransportChoice;
import org.junit.jupiter.api.Test;

final class RingHandlersTest {

    /** In a process of its own, because memory that is written over ends the process. */
    @Test
    void aLoopThatEndsTakesNothingThatOthersReceive() throws IOException, InterruptedException {
        assumeTrue(Transport.choose(TransportChoice.AUTO) == Transport.IO_URING, "io_uring doesn't work here");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoopEnds.class.getName(),
                        Integer.getInteger("loop.ends", 700).toString())
                .redirectError(Redirect.INHERIT)
                .start();
        String[] received = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .trim()
                .split(" ");

        assertThat(process.waitFor()).isZero();
        assertThat(Long.parseLong(received[0])).isPositive();
        assertThat(received[1]).isEqualTo("0");
    }
}
