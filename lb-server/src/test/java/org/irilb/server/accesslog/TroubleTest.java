package org.irilb.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TroubleTest {

    private static final Destination LOG = new Destination() {
        @Override
        public void open() {}

        @Override
        public void write(ByteBuffer lines) {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return "/log";
        }
    };

    private long now = -1;
    private final Trouble trouble = new Trouble(LOG, () -> now);

    @Test
    void itIsToldOnceAnIntervalAndWhenItIsOver() {
        try (Logged logged = Logged.by(Trouble.class)) {
            trouble.over();
            trouble.met(new IOException("No space left on device"));
            now += Duration.ofSeconds(9).toNanos();
            trouble.met(new IOException("No space left on device"));
            now += Duration.ofSeconds(1).toNanos();
            trouble.met(new NoSuchFileException("/log"));
            trouble.over();
            trouble.met(new IOException("again"));
            trouble.over();

            assertThat(logged.lines())
                    .containsExactly(
                            "WARN access log: /log can't be written: No space left on device",
                            "WARN access log: /log can't be written: no such directory",
                            "INFO access log: /log is written again");
        }
    }

    @Test
    void itSaysWhatIsWrong() {
        try (Logged logged = Logged.by(Trouble.class)) {
            for (IOException error : new IOException[] {
                new AccessDeniedException("/log"),
                new FileSystemException("/log", null, "Is a directory"),
                new FileSystemException("/log")
            }) {
                trouble.met(error);
                now += Trouble.INTERVAL.toNanos();
            }

            assertThat(logged.lines())
                    .extracting(line -> line.replaceAll(".*written: ", ""))
                    .containsExactly("access denied", "Is a directory", "/log");
        }
    }
}
