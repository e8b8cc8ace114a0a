package org.irilb.consul.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Warnings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that isn't there yet stands for a disk that can't be written for now. */
final class SnapshotKeeperTest {

    record Content(String text) {}

    @TempDir
    private Path dir;

    private Path path;

    @BeforeEach
    void name() {
        path = dir.resolve("later").resolve("nodes.snapshot");
    }

    @Test
    void whatCannotBeWrittenIsTriedAgainWithoutAChange() throws IOException {
        try (SnapshotKeeper<Content> keeper = keeper(Duration.ofMillis(5))) {
            saveInVain(keeper, "a");
            Files.createDirectory(path.getParent());
            Await.until("it is written", () -> Files.exists(path));
        }
        assertThat(read()).contains(new Content("a"));
    }

    @Test
    void aChangeDoesNotWaitForTheNextTry() throws IOException {
        try (SnapshotKeeper<Content> keeper = keeper(Duration.ofDays(1))) {
            saveInVain(keeper, "a");
            Files.createDirectory(path.getParent());
            keeper.save(new Content("b"));
            Await.until("it is written", () -> Files.exists(path));
        }
        assertThat(read()).contains(new Content("b"));
    }

    @Test
    void theLastTryIsAtTheEnd() throws IOException {
        try (SnapshotKeeper<Content> keeper = keeper(Duration.ofDays(1))) {
            saveInVain(keeper, "a");
            Files.createDirectory(path.getParent());
        }
        assertThat(read()).contains(new Content("a"));
    }

    private SnapshotKeeper<Content> keeper(Duration betweenTries) {
        return new SnapshotKeeper<>(path, Content.class, betweenTries);
    }

    private void saveInVain(SnapshotKeeper<Content> keeper, String text) {
        try (Warnings warnings = new Warnings()) {
            keeper.save(new Content(text));
            Await.until(
                    "it couldn't be written",
                    () -> !warnings.about(path.toString()).isEmpty());
        }
    }

    private Optional<Content> read() {
        try (SnapshotKeeper<Content> keeper = keeper(Duration.ofDays(1))) {
            return keeper.read(content -> true, "anything");
        }
    }
}
