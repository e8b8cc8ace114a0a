package org.irilb.core.pool;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What balancers need from outside: chance and time. Any thread.
 *
 * @param random any int is as likely as any other
 * @param nanoTime as {@link System#nanoTime()} tells it
 */
public record Outside(IntSupplier random, LongSupplier nanoTime) {

    /** The machine's own. */
    public static final Outside SYSTEM =
            new Outside(() -> ThreadLocalRandom.current().nextInt(), System::nanoTime);
}
