package org.irilb.core.pool;

import java.nio.charset.StandardCharsets;

/** Hashes that are the same in every process, so that balancers side by side agree. Stateless; any thread. */
final class Hash {

    private Hash() {}

    static long of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** FNV-1a over 64 bits (draft-eastlake-fnv), mixed, because its last bytes hardly reach the upper bits. */
    static long of(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** Spreads what is nearly equal over all bits: the finalizer of SplitMix64. */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
