package org.irilb.core.command;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Tells UTF-8 from what isn't (RFC 3629). JSON parsers take overlong forms and surrogates, which a node's decoder
 * replaces, so that the two would see different keys. One loop's.
 */
final class Utf8Check {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    /** What was decoded is of no interest; it only has to go somewhere. */
    private final CharBuffer scratch = CharBuffer.allocate(4096);

    boolean isValid(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        decoder.reset();
        CoderResult result;
        do {
            scratch.clear();
            result = decoder.decode(in, scratch, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
