package org.irilb.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small text files, and says in plain words why one can't be read. Stateless. */
final class TextFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Lists of a million addresses are half as long. */
    private static final int LONGEST = 32 << 20;

    private TextFile() {}

    /** @throws IOException with a message that completes {@code file: ...} */
    static String read(Path file) throws IOException {
        return read(file, LONGEST);
    }

    /**
     * @param longest in bytes
     * @throws IOException with a message that completes {@code file: ...}
     */
    static String read(Path file, int longest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new IOException("longer than " + (longest >> 20) + " MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new IOException("no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("may not be read (expected: read permission)", e);
        } catch (CharacterCodingException e) {
            throw new IOException("not a text in UTF-8", e);
        } catch (IOException e) {
            throw new IOException("can't be read: " + e.getMessage(), e);
        }
    }
}
