package org.irilb.core.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1 for servers that can't choose one by themselves. */
public final class FreePort {

    private FreePort() {}

    /** One that nobody has, and that nobody gets by connecting from it: below those of Linux for that. */
    public static int any() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return free.getLocalPort();
            } catch (IOException e) {
                // taken; another one isn't
            }
        }
    }

    /**
     * What binds a port that was closed a moment ago. Each process that is being made then, by whatever test, holds a
     * copy of the closed socket until it runs its own program (fork(2)).
     */
    public static <T> T again(Callable<T> bind) throws Exception {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (true) {
            try {
                return bind.call();
            } catch (IOException | UncheckedIOException e) {
                if (!String.valueOf(e.getMessage()).contains("in use") || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }
}
