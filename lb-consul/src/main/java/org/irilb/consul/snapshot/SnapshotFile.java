package org.irilb.consul.snapshot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.irilb.consul.text.Failures;

/**
 * What was last known, in a file: a first line with the version of the format and the checksum of the rest, then JSON. It
 * is replaced as a whole, and lasts over a loss of power. Holds no state; one thread at a time.
 */
public final class SnapshotFile<C> {

    private static final String FORMAT = "iri-lb-snapshot 1 ";
    private static final int LARGEST = 64 << 20;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path path;
    private final Class<C> type;

    /** @param type a record that Jackson can write and read */
    public SnapshotFile(Path path, Class<C> type) {
        this.path = path;
        this.type = type;
    }

    public void write(C content) throws IOException {
        byte[] json = JSON.writeValueAsBytes(content);
        byte[] head = (FORMAT + checksum(json) + "\n").getBytes(StandardCharsets.US_ASCII);
        Path next = path.resolveSibling(path.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, head);
            writeFully(channel, json);
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // the new name has to last, too
        try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if it isn't as {@link #write} left it
     */
    public C read() throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new IllegalArgumentException("longer than " + LARGEST + " bytes");
        }
        byte[] bytes = Files.readAllBytes(path);
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        if (!head.startsWith(FORMAT)) {
            throw new IllegalArgumentException("another format (expected: " + FORMAT.strip() + ")");
        }
        byte[] json = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
        if (!head.equals(FORMAT + checksum(json))) {
            throw new IllegalArgumentException("damaged (expected: the checksum of its first line)");
        }
        try {
            return JSON.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(Failures.reason(e), e);
        }
    }

    private static String checksum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
