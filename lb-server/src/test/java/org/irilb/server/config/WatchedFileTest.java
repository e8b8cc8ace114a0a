package org.irilb.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

    private static final Duration PACE = Duration.ofMillis(5);

    private final List<String> texts = new CopyOnWriteArrayList<>();

    @TempDir
    Path dir;

    private WatchedFile watched;

    @AfterEach
    void close() {
        watched.close();
    }

    @Test
    void isReadAtOnceAndAgainWhenItHasChanged() throws IOException {
        Path file = Files.writeString(dir.resolve("list"), "a");
        watched = WatchedFile.start(file, PACE, texts::add);
        assertThat(texts).containsExactly("a");
        Files.writeString(file, "b");
        Await.until("the change is seen", () -> texts.contains("b"));
        Files.move(Files.writeString(dir.resolve("new"), "c"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Await.until("the replacement is seen", () -> texts.contains("c"));
    }

    @Test
    void whatCantBeReadLeavesWhatWasReadBefore() throws IOException {
        Path file = Files.writeString(dir.resolve("list"), "a");
        watched = WatchedFile.start(file, PACE, texts::add);
        Files.delete(file);
        Files.write(file, new byte[] {(byte) 0xff});
        Files.delete(file);
        Files.writeString(file, "b");
        Await.until("it is back", () -> texts.contains("b"));
        assertThat(texts).allMatch(text -> text.equals("a") || text.isEmpty() || text.equals("b"));
    }

    @Test
    void whatIsNotThereYetIsWaitedFor() throws IOException {
        Path file = dir.resolve("list");
        watched = WatchedFile.start(file, PACE, texts::add);
        assertThat(texts).isEmpty();
        Files.writeString(file, "a");
        Await.until("it is there", () -> texts.contains("a"));
    }

    @Test
    void aReaderThatFailsGetsTheNextText() throws IOException {
        Path file = Files.writeString(dir.resolve("list"), "bad");
        watched = WatchedFile.start(file, PACE, text -> {
            texts.add(text);
            if (text.equals("bad")) {
                throw new IllegalStateException("on purpose");
            }
        });
        Files.writeString(file, "good");
        Await.until("the next text has come", () -> texts.contains("good"));
    }
}
