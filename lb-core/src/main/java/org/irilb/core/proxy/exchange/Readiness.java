package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Whether a node answers that it isn't ready to serve, as IRI does before it has seen all that it needs. The words have
 * to stand where no client can put them: other errors of IRI repeat what a client has sent, but never at their begin.
 * Stateless.
 */
final class Readiness {

    private static final byte[] BEGIN = ascii("{\"error\":\"");
    private static final byte[] NOT_READY = ascii("The subtangle has not been updated yet");
    private static final byte[][] PREFIXES = {
        ascii("This operation cannot be executed: "), ascii("This operations cannot be executed: ")
    };

    private Readiness() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** @param length of what has come of the body, from its begin */
    static boolean isDenied(ByteBuf in, int length) {
        int at = in.readerIndex();
        int end = at + length;
        if (!stands(BEGIN, in, at, end)) {
            return false;
        }
        at += BEGIN.length;
        for (byte[] prefix : PREFIXES) {
            if (stands(prefix, in, at, end)) {
                at += prefix.length;
                break;
            }
        }
        return stands(NOT_READY, in, at, end);
    }

    private static boolean stands(byte[] text, ByteBuf in, int at, int end) {
        if (end - at < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (in.getByte(at + i) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
