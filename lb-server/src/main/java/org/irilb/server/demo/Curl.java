package org.irilb.server.demo;

import java.util.Arrays;

/** Curl-P-81, the hash of transactions: a sponge over balanced ternary digits. Stateless; any thread. */
final class Curl {

    private static final int RATE = 243;
    private static final int STATE = 3 * RATE;
    private static final int ROUNDS = 81;
    private static final byte[] TRUTH = {1, 0, -1, 2, 1, -1, 0, 2, -1, 1, 0};

    private Curl() {}

    /**
     * The hash of {@code trytes}.
     *
     * @param trytes their number a multiple of 81
     * @return 81 trytes
     */
    static String hash(String trytes) {
        byte[] trits = Ternary.trits(trytes);
        byte[] state = new byte[STATE];
        for (int at = 0; at < trits.length; at += RATE) {
            System.arraycopy(trits, at, state, 0, RATE);
            state = transform(state);
        }
        return Ternary.trytes(Arrays.copyOf(state, RATE));
    }

    private static byte[] transform(byte[] state) {
        byte[] from = state;
        byte[] to = new byte[STATE];
        int at = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < STATE; i++) {
                int before = at;
                at += at < 365 ? 364 : -365;
                to[i] = TRUTH[from[before] + (from[at] << 2) + 5];
            }
            byte[] spare = from;
            from = to;
            to = spare;
        }
        return from;
    }
}
