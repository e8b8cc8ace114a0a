package org.irilb.core.proxy.request;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a body, by which equal bodies are told without keeping them. */
public record Fingerprint(long first, long second, long third, long fourth) {

    /** Of the last {@code length} bytes that {@code buffer} holds; they stay there. */
    public static Fingerprint ofLast(ByteBuf buffer, int length) {
        MessageDigest digest = sha256();
        for (ByteBuffer bytes : buffer.nioBuffers(buffer.writerIndex() - length, length)) {
            digest.update(bytes);
        }
        ByteBuffer sum = ByteBuffer.wrap(digest.digest());
        return new Fingerprint(sum.getLong(), sum.getLong(), sum.getLong(), sum.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
