package org.irilb.consul.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.irilb.consul.instance.ServiceInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionFilesTest {

    @TempDir
    private Path directory;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void everyJsonFileIsRead() throws IOException {
        write("a.json", definition("a"));
        write("b.json", definition("b"));
        DefinitionFiles files = files();

        assertThat(files.scan()).isTrue();

        assertThat(files.instances()).extracting(ServiceInstance::key).hasToString("[a (a.json), b (b.json)]");
        assertThat(files.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.json~", ".a.json", ".#a.json", "a.json.swp", "a.txt", "json", "4913"})
    void whatEditorsLeaveIsNotRead(String name) throws IOException {
        write(name, definition("a"));
        Files.createDirectory(directory.resolve("samples.json"));

        DefinitionFiles files = files();

        assertThat(files.scan()).isTrue();
        assertThat(files.instances()).isEmpty();
    }

    @Test
    void aHalfWrittenFileKeepsItsLastDefinition() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        String changed = definition("a2");

        for (int length = 0; length < changed.length(); length++) {
            write("a.json", changed.substring(0, length));
            assertThat(files.scan()).isFalse();
            assertThat(files.instances()).extracting(ServiceInstance::id).containsExactly("a");
        }
        write("a.json", changed);

        assertThat(files.scan()).isTrue();
        assertThat(files.instances()).extracting(ServiceInstance::id).containsExactly("a2");
    }

    @Test
    void aFileThatStaysBadIsNamedWithTheReasonAndItsNodesStay() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        write("a.json", "{\"ID\": 7}");

        files.scan();
        assertThat(files.problems()).isEmpty();
        assertThat(files.scan()).isTrue();

        assertThat(files.problems()).hasSize(1).containsEntry("a.json", "id: 7 (expected: a string)");
        assertThat(files.instances()).extracting(ServiceInstance::id).containsExactly("a");
    }

    @Test
    void aMendedFileIsNoLongerAProblem() throws IOException {
        DefinitionFiles files = scanned("a.json", "{");
        files.scan();
        assertThat(files.problems()).containsOnlyKeys("a.json");
        write("a.json", definition("a"));

        assertThat(files.scan()).isTrue();

        assertThat(files.problems()).isEmpty();
        assertThat(files.instances()).hasSize(1);
    }

    @Test
    void aBadFileTouchesNoOther() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        write("b.json", "{");
        write("c.json", definition("c"));

        files.scan();

        assertThat(files.instances()).extracting(ServiceInstance::id).containsExactly("a", "c");
    }

    @Test
    void aDeletedFileIsBelievedAtTheSecondLook() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        Files.delete(directory.resolve("a.json"));

        assertThat(files.scan()).isFalse();
        assertThat(files.instances()).hasSize(1);
        assertThat(files.scan()).isTrue();
        assertThat(files.instances()).isEmpty();
        assertThat(files.scan()).isTrue();
    }

    @Test
    void aFileThatIsGoneForAMomentIsNotMissed() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        Files.move(directory.resolve("a.json"), directory.resolve("a.json~"));
        files.scan();
        write("a.json", definition("a2"));

        assertThat(files.scan()).isTrue();
        assertThat(files.instances()).extracting(ServiceInstance::id).containsExactly("a2");
        Files.delete(directory.resolve("a.json"));
        assertThat(files.scan()).isFalse();
    }

    @Test
    void aFileRenamedIntoPlaceCounts() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        write(".a.json.new", definition("a2"));
        Files.move(directory.resolve(".a.json.new"), directory.resolve("a.json"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(files.scan()).isTrue();
        assertThat(files.instances()).extracting(ServiceInstance::id).containsExactly("a2");
    }

    @Test
    void aBadFileThatIsDeletedIsForgottenAndItsNodesLeave() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        write("a.json", "{");
        files.scan();
        files.scan();
        Files.delete(directory.resolve("a.json"));

        files.scan();
        files.scan();

        assertThat(files.problems()).isEmpty();
        assertThat(files.instances()).isEmpty();
    }

    @Test
    void ofAnIdInTwoFilesTheFirstCountsAndTheSecondIsNamed() throws IOException {
        write("b.json", definition("a").replace("10.0.0.1", "10.0.0.2"));
        DefinitionFiles files = scanned("a.json", definition("a"));

        assertThat(files.instances()).extracting(ServiceInstance::host).containsExactly("10.0.0.1");
        assertThat(files.problems())
                .containsOnlyKeys("b.json")
                .containsEntry("b.json", "ID: 'a' is in a.json already, which counts (expected: each ID once)");
    }

    @Test
    void aRenamedFileIsNoClashAndItsNodeStays() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        Files.move(directory.resolve("a.json"), directory.resolve("b.json"));

        files.scan();
        assertThat(files.instances()).hasSize(1);
        assertThat(files.problems()).isEmpty();
        files.scan();

        assertThat(files.instances()).extracting(ServiceInstance::source).containsExactly("b.json");
        assertThat(files.problems()).isEmpty();
    }

    @Test
    void aFileOfUnreasonableLengthIsNotRead() throws IOException {
        DefinitionFiles files = scanned("a.json", " ".repeat((1 << 20) + 1));
        files.scan();

        assertThat(files.problems().get("a.json")).startsWith("longer than 1048576 bytes");
    }

    @Test
    void aDirectoryThatCannotBeReadChangesNothing() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        Path away = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory, away);

        assertThatThrownBy(files::scan).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(files::scan).isInstanceOf(NoSuchFileException.class);
        assertThat(files.instances()).hasSize(1);

        Files.move(away, directory);
        assertThat(files.scan()).isTrue();
    }

    @Test
    void aFileThatHasRestedIsReadAgainOnceItsTimesSizeOrIdentityAreOthers() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("a"));
        rest(files);

        rewriteAtTheSameTime("a.json", definition("b"));
        files.scan();
        assertThat(files.instances()).extracting(ServiceInstance::id).containsExactly("b");
        rest(files);

        Path file = directory.resolve("a.json");
        FileTime time = Files.getLastModifiedTime(file);
        write("a.json", definition("longer"));
        Files.setLastModifiedTime(file, time);
        files.scan();
        assertThat(files.instances()).extracting(ServiceInstance::id).containsExactly("longer");
        rest(files);

        write(".a.json.new", definition("others"));
        Files.setLastModifiedTime(directory.resolve(".a.json.new"), time);
        Files.move(directory.resolve(".a.json.new"), file, StandardCopyOption.REPLACE_EXISTING);
        files.scan();
        assertThat(files.instances()).extracting(ServiceInstance::id).containsExactly("others");
    }

    @Test
    void aFileIsReadAgainOnlyWhileItMayBeWrittenWithoutAnotherTime() throws IOException {
        DefinitionFiles files = scanned("a.json", definition("first"));
        rest(files);
        write("a.json", definition("a"));
        files.scan();
        ServiceInstance written = only(files);

        clock.addAndGet(Duration.ofMillis(1_999).toNanos());
        files.scan();
        ServiceInstance early = only(files);
        assertThat(early).isEqualTo(written).isNotSameAs(written);

        clock.addAndGet(Duration.ofHours(1).toNanos());
        files.scan();
        ServiceInstance late = only(files);
        assertThat(late).isEqualTo(early).isNotSameAs(early);

        files.scan();
        assertThat(only(files)).isSameAs(late);
    }

    private static ServiceInstance only(DefinitionFiles files) {
        assertThat(files.instances()).hasSize(1);
        return files.instances().get(0);
    }

    @Test
    void aBadFileThatRestsStaysAProblem() throws IOException {
        DefinitionFiles files = scanned("a.json", "{\"ID\": 7}");
        files.scan();
        rest(files);

        assertThat(files.scan()).isTrue();
        assertThat(files.problems()).containsOnlyKeys("a.json");
    }

    private DefinitionFiles files() {
        return new DefinitionFiles(directory, clock::get);
    }

    /** Has what was read last read once more, after so long that no change can have been missed. */
    private void rest(DefinitionFiles files) throws IOException {
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        files.scan();
    }

    /** Writes a text of the same length, and sets the time back; only the file system's own clock has gone on. */
    private void rewriteAtTheSameTime(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        FileTime time = Files.getLastModifiedTime(file);
        Object changed = Files.getAttribute(file, "unix:ctime");
        do {
            write(name, text);
            Files.setLastModifiedTime(file, time);
        } while (Files.getAttribute(file, "unix:ctime").equals(changed));
    }

    private DefinitionFiles scanned(String name, String text) throws IOException {
        write(name, text);
        DefinitionFiles files = files();
        files.scan();
        return files;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    static String definition(String id) {
        return "{\"ID\": \"" + id + "\", \"Name\": \"iri\", \"Address\": \"10.0.0.1\", \"Port\": 14265}";
    }
}
