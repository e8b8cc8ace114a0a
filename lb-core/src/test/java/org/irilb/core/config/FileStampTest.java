package org.irilb.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStampTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("a"), "one");
    }

    @Test
    void whatIsOnlyReadLooksTheSame() throws IOException {
        FileStamp before = FileStamp.of(file);
        Files.readString(file);
        assertThat(FileStamp.of(file)).isEqualTo(before);
    }

    @Test
    void anotherTextOfTheSameLengthAndTimeLooksOtherwise() throws IOException {
        FileStamp before = FileStamp.of(file);
        Object changed = Files.getAttribute(file, "unix:ctime");
        do { // until the file system's clock has gone on
            Files.writeString(file, "two");
            Files.setLastModifiedTime(file, before.modified());
        } while (Files.getAttribute(file, "unix:ctime").equals(changed));

        FileStamp after = FileStamp.of(file);

        assertThat(after).isNotEqualTo(before);
        assertThat(after.modified()).isEqualTo(before.modified());
        assertThat(after.size()).isEqualTo(before.size());
        assertThat(after.key()).isEqualTo(before.key());
    }

    @Test
    void aFileInAnothersPlaceHasAnotherKey() throws IOException {
        FileStamp before = FileStamp.of(file);
        Path other = Files.writeString(directory.resolve("b"), "one");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(FileStamp.of(file).key()).isNotEqualTo(before.key());
    }

    @Test
    void aDirectoryIsToldFromAFile() throws IOException {
        assertThat(FileStamp.of(file).isRegular()).isTrue();
        assertThat(FileStamp.of(directory).isRegular()).isFalse();
    }

    @Test
    void aFileThatComesAndGoesIsSeen() throws IOException {
        Path later = directory.resolve("later");
        assertThatThrownBy(() -> FileStamp.of(later)).isInstanceOf(NoSuchFileException.class);
        FileStamps without = FileStamps.of(Stream.of(file, later));
        assertThat(FileStamps.of(Stream.of(file, later))).isEqualTo(without);

        Files.writeString(later, "");
        assertThat(FileStamps.of(Stream.of(file, later))).isNotEqualTo(without);

        Files.delete(later);
        assertThat(FileStamps.of(Stream.of(file, later))).isEqualTo(without);
    }
}
