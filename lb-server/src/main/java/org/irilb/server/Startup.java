package org.irilb.server;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.irilb.server.cli.Failure;

/** What can go wrong when something is started, said to whoever can set it right. Stateless. */
final class Startup {

    private Startup() {}

    /** Sockets say nothing of use of a host that nobody knows. */
    static InetSocketAddress resolve(String key, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new Failure(key + ": " + host + " is not known (expected: an address or name of this machine)");
        }
        return address;
    }

    /** What the user can set right is said without a trace: a port that is taken, a transport that doesn't work here. */
    static <T> T attempt(Supplier<T> start) {
        try {
            return start.get();
        } catch (UncheckedIOException e) {
            throw new Failure(e.getCause().getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage(), e);
        }
    }
}
