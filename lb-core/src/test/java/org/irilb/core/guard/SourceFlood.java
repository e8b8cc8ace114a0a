package org.irilb.core.guard;

import java.util.SplittableRandom;

/**
 * A process with little memory and a table that a million addresses come to, each once, of both kinds. Prints the bytes
 * that are in use when a tenth of them has come, and at the end.
 */
final class SourceFlood {

    static final int TABLE = 100_000;
    static final int ADDRESSES = 1_000_000;

    private SourceFlood() {}

    public static void main(String... args) {
        SourceTable table = new SourceTable(TABLE, new SplittableRandom(7), 0);
        long early = 0;
        for (int i = 0; i < ADDRESSES; i++) {
            Source source = table.enter(address(i), i * 1000L);
            if (source == null) {
                throw new IllegalStateException("no place for address " + i);
            }
            source.leave();
            if (i == 3 * TABLE) { // by then every set has been made
                early = used();
            }
        }
        System.out.println(early + " " + used());
        if (table.size() != TABLE) {
            throw new IllegalStateException("keeps the table alive until here");
        }
    }

    private static NumericAddress address(int number) {
        return number % 2 == 0
                ? new NumericAddress(true, 0, 10 << 24 | number)
                : new NumericAddress(false, 0x2001_0db8L << 32 | number, 1);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
