package org.irilb.consul.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.irilb.consul.roster.NodesSnapshot;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SnapshotFileTest {

    private static final NodesSnapshot.Content CONTENT = new NodesSnapshot.Content(
            "iri",
            "west",
            "2026-11-24T12:00:00Z",
            List.of(
                    new NodeConfig(
                            "a",
                            "bücher.example",
                            1,
                            Scheme.HTTPS,
                            false,
                            0,
                            7,
                            2,
                            PowRole.ONLY,
                            ServiceState.MAINT,
                            "x\"y"),
                    new NodeConfig(
                            "b", "fd00::1", 2, Scheme.HTTP, true, 3, 1, 1, PowRole.NONE, ServiceState.READY, "")));

    @TempDir
    private Path dir;

    private Path path;
    private SnapshotFile<NodesSnapshot.Content> file;

    @BeforeEach
    void name() {
        path = dir.resolve("nodes.snapshot");
        file = new SnapshotFile<>(path, NodesSnapshot.Content.class);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        file.write(CONTENT);
        file.write(CONTENT); // over an earlier one

        assertThat(file.read()).isEqualTo(CONTENT);
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void whereThereIsNoneItSaysSo() {
        assertThatThrownBy(() -> file.read()).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 40, 90, 200})
    void aFileThatIsCutOffIsRefused(int length) throws IOException {
        file.write(CONTENT);
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, length));

        assertThatThrownBy(() -> file.read()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyChangedByteIsNoticed() throws IOException {
        file.write(CONTENT);
        byte[] bytes = Files.readAllBytes(path);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            Files.write(path, bytes);
            assertThatThrownBy(() -> file.read()).isInstanceOf(IllegalArgumentException.class);
            bytes[i] ^= 1;
        }
    }

    @Test
    void aFileThatIsTooLargeIsNotEvenRead() throws IOException {
        long largest = 64L << 20;
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.write('\n');
            sparse.setLength(largest);
            assertThatThrownBy(() -> file.read()).hasMessageStartingWith("another format");

            sparse.setLength(largest + 1);
            assertThatThrownBy(() -> file.read())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("longer than 67108864 bytes");
        }
    }

    @Test
    void aFileOfAnotherVersionIsRefused() throws IOException {
        file.write(CONTENT);
        Files.writeString(path, Files.readString(path).replaceFirst("snapshot 1", "snapshot 2"));

        assertThatThrownBy(() -> file.read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("another format (expected: iri-lb-snapshot 1)");
    }
}
