package org.irilb.core.guard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for a secret without telling it: HMAC-SHA-256 under a key that no other process knows, and this one forgets when
 * it ends. Immutable; any thread.
 */
record Fingerprint(long first, long second, long third, long fourth) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final SecretKeySpec KEY = key();
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(Fingerprint::mac);

    private static SecretKeySpec key() {
        byte[] random = new byte[LENGTH];
        new SecureRandom().nextBytes(random);
        return new SecretKeySpec(random, ALGORITHM);
    }

    private static Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
            return mac;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    static Fingerprint of(byte[] bytes, int start, int end) {
        Mac mac = MACS.get();
        mac.update(bytes, start, end - start);
        byte[] code = mac.doFinal();
        return new Fingerprint(at(code, 0), at(code, 8), at(code, 16), at(code, 24));
    }

    private static long at(byte[] code, int offset) {
        return (long) LONGS.get(code, offset);
    }
}
