package org.irilb.server.outage;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.irilb.core.kit.Wire;

/** Wallets that ask and ask, and count what they aren't answered. Any thread. */
final class Load implements AutoCloseable {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    private final InetSocketAddress balancer;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final Queue<String> first = new ConcurrentLinkedQueue<>();
    private final List<Thread> wallets = new ArrayList<>();
    private volatile boolean over;

    Load(InetSocketAddress balancer, int walletCount) {
        this.balancer = balancer;
        for (int i = 0; i < walletCount; i++) {
            Thread wallet = new Thread(this::ask, "wallet-" + i);
            wallet.setDaemon(true);
            wallet.start();
            wallets.add(wallet);
        }
    }

    private void ask() {
        while (!over) {
            try (Wire wire = Wire.connect(balancer)) {
                while (!over) {
                    count(wire.post(NODE_INFO).readAnswer().status());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (Wire.WireException e) {
                failed(e.toString());
            }
        }
    }

    private void count(int status) {
        requests.incrementAndGet();
        if (status != 200) {
            failed("status " + status);
        }
    }

    private void failed(String why) {
        errors.incrementAndGet();
        if (first.size() < 5) {
            first.add(why);
        }
    }

    long requests() {
        return requests.get();
    }

    long errors() {
        return errors.get();
    }

    /** What the first errors were. */
    List<String> firstErrors() {
        return List.copyOf(first);
    }

    @Override
    public void close() {
        over = true;
        try {
            for (Thread wallet : wallets) {
                wallet.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
