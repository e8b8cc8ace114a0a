package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Warnings;
import org.irilb.core.kit.Wire;
import org.irilb.server.config.WatchedFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhitelistFileTest {

    private static final Duration PACE = Duration.ofMillis(5);

    @TempDir
    Path dir;

    private final Origin node = Origin.answering("{}");
    private final Warnings warnings = new Warnings();
    private Rig rig;
    private Path file;
    private WatchedFile watched;

    @BeforeEach
    void start() throws IOException {
        rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 10));
        file = Files.writeString(dir.resolve("friends"), "127.0.1.0/24\nfriend\n");
        long before = rig.status().snapshotVersion();
        watched = WhitelistFile.watch(file, PACE, rig.balancer());
        Await.until("the list is adopted", () -> rig.status().snapshotVersion() > before);
    }

    @AfterEach
    void end() {
        watched.close();
        rig.close();
        node.close();
        warnings.close();
    }

    @Test
    void isFollowedWhileTheBalancerRuns() throws IOException {
        assertThat(status("127.0.1.1")).isEqualTo(200);
        assertThat(status("127.0.2.1")).isEqualTo(401);
        Files.writeString(file, "127.0.2.1 # another\n");
        Await.until("the new one is known", () -> status("127.0.2.1") == 200);
        assertThat(status("127.0.1.1")).isEqualTo(401);
    }

    @Test
    void aLineThatCantBeReadIsToldAndTheOthersCount() {
        assertThat(warnings.logged()).anyMatch(line -> line.contains("friends:2: friend (expected: an address"));
        assertThat(status("127.0.1.1")).isEqualTo(200);
    }

    @Test
    void aFileThatCantBeReadAnyMoreKeepsWhatItSaid() throws IOException {
        Files.delete(file);
        Await.until(
                "it is missed",
                () -> warnings.logged().stream().anyMatch(line -> line.contains("no such file; what was read before")));
        assertThat(status("127.0.1.1")).isEqualTo(200);
        Files.writeString(file, "# nobody\n");
        Await.until("it is back", () -> status("127.0.1.1") == 401);
    }

    private int status(String from) {
        try (Wire client = Wire.connect(rig.balancer().address(Setup.LISTENER), from)) {
            return client.post("{\"command\":\"addNeighbors\"}").readAnswer().status();
        }
    }
}
