package org.irilb.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LogFileTest {

    @TempDir
    Path dir;

    private Path path;
    private LogFile file;

    @BeforeEach
    void choose() {
        path = dir.resolve("log/access.log");
        file = new LogFile(path);
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    private void makeDirectory() throws IOException {
        Files.createDirectories(path.getParent());
    }

    private void write(String text) throws IOException {
        file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Writes lines until one is in the file that bears the name: it is looked up once in a while. */
    private void writeUntilItArrives() {
        Await.until("a line under the name", () -> {
            try {
                write("late\n");
                return Files.exists(path) && Files.readString(path).contains("late\n");
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void itIsMadeForItsOwnerAndGroupAndAddedTo() throws IOException {
        makeDirectory();
        file.open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .startsWith("rw-")
                .endsWith("---");
        write("one\n");
        file.close();
        write("two\n");

        assertThat(path).hasContent("one\ntwo\n");
    }

    @Test
    void whatComesAfterOpeningItAgainGoesToTheNewFile() throws IOException {
        makeDirectory();
        write("one\n");
        Path renamed = Files.move(path, dir.resolve("access.log.1"));
        write("two\n");
        file.open();
        assertThat(path).isEmptyFile();
        write("three\n");

        assertThat(renamed).hasContent("one\ntwo\n");
        assertThat(path).hasContent("three\n");
    }

    @Test
    void aFileThatWasRenamedIsNoticedWithoutASignal() throws IOException {
        makeDirectory();
        write("one\n");
        Path renamed = Files.move(path, dir.resolve("access.log.1"));

        writeUntilItArrives();

        assertThat(renamed).content().startsWith("one\n").doesNotContain("\n\n");
    }

    @Test
    void aFileThatAnotherWasPutInTheWayOfIsNoticed() throws IOException {
        makeDirectory();
        write("one\n");
        Files.move(path, dir.resolve("access.log.1"));
        Files.writeString(path, "of others\n");

        writeUntilItArrives();

        assertThat(path).content().startsWith("of others\nlate\n");
    }

    /** As logrotate's copytruncate does: no gap of zeros is left. */
    @Test
    void aFileThatIsCutGoesOnAtItsStart() throws IOException {
        makeDirectory();
        write("one\n");
        Files.copy(path, dir.resolve("access.log.1"));
        FileChannel.open(path, StandardOpenOption.WRITE).truncate(0).close();
        write("two\n");

        assertThat(path).hasContent("two\n");
    }

    @Test
    void aDirectoryThatIsGoneIsAnErrorUntilItIsBack() throws IOException {
        assertThatThrownBy(file::open).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> write("one\n")).isInstanceOf(NoSuchFileException.class);
        makeDirectory();
        write("two\n");
        assertThat(path).hasContent("two\n");

        Files.delete(path);
        Files.delete(path.getParent());
        Await.until("an error", () -> {
            try {
                write("lost\n");
                return false;
            } catch (IOException e) {
                return true;
            }
        });
        makeDirectory();
        write("three\n");
        assertThat(path).hasContent("three\n");
    }

    /** Linux's device that is always full. */
    @Test
    void afterAFullDiskNothingThatIsLeftIsForgotten() throws IOException {
        makeDirectory();
        Files.createSymbolicLink(path, Path.of("/dev/full"));
        ByteBuffer lines = ByteBuffer.wrap("one\ntwo\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> file.write(lines)).hasMessage("No space left on device");
        assertThat(lines.remaining()).isEqualTo(8);

        Files.delete(path);
        file.write(lines);

        assertThat(path).hasContent("one\ntwo\n");
    }

    /** The first half of a line was written before the disk was full. */
    @Test
    void theRestOfALineGoesOnInTheSameFileAndIsRepeatedWholeInAnother() throws IOException {
        makeDirectory();
        write("one\n");
        Files.writeString(path, "t", StandardOpenOption.APPEND);
        file.write(halfWritten());
        assertThat(path).hasContent("one\ntwo\nthree\n");

        Files.move(path, dir.resolve("access.log.1"));
        file.open();
        file.write(halfWritten());
        assertThat(path).hasContent("two\nthree\n");
    }

    private static ByteBuffer halfWritten() {
        return ByteBuffer.wrap("zero\ntwo\nthree\n".getBytes(StandardCharsets.US_ASCII))
                .position(6);
    }

    @Test
    void moreThanGoesIntoOneWriteIsWrittenWhole() throws IOException {
        makeDirectory();
        String lines = "0123456\n".repeat(50_000);
        write(lines);

        assertThat(path).content().isEqualTo(lines);
    }
}
