package org.irilb.core.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What a client says of itself (RFC 7617, section 2).
 *
 * @param user the name
 * @param password as sent, in whatever encoding
 */
record Credentials(String user, byte[] password) {

    /** Longer ones are nobody's, and would make checking them expensive. */
    private static final int MAX_LENGTH = 512;

    private static final String SCHEME = "Basic ";

    /** Reads the value of an Authorization field, {@code bytes[start..end)}; nothing if it is none of ours. */
    static Optional<Credentials> read(byte[] bytes, int start, int end) {
        if (end - start > MAX_LENGTH) {
            return Optional.empty();
        }
        String value = new String(bytes, start, end - start, US_ASCII);
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            return split(
                    Base64.getDecoder().decode(value.substring(SCHEME.length()).strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Credentials> split(byte[] pair) {
        for (int i = 0; i < pair.length; i++) {
            if (pair[i] == ':') {
                return Optional.of(
                        new Credentials(new String(pair, 0, i, UTF_8), Arrays.copyOfRange(pair, i + 1, pair.length)));
            }
        }
        return Optional.empty();
    }
}
