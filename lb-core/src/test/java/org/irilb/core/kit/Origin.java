package org.irilb.core.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A node that does what a test says, and remembers every request that reached it. Any thread. */
public final class Origin implements AutoCloseable {

    /** What to do with a connection. It ends when this returns. */
    @FunctionalInterface
    public interface Script {
        void play(Wire wire, Origin origin);
    }

    private final ServerSocket server;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "origin");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Wire.Message> requests = new ConcurrentLinkedQueue<>();
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger atATime = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();

    private Origin(String address, int port, Script script) {
        try {
            this.server = new ServerSocket(port, 512, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new Wire.WireException(e);
        }
        this.script = script;
        threads.execute(this::accept);
    }

    public static Origin playing(Script script) {
        return at(0, script);
    }

    /** At a port that nobody else has taken; 0 lets the system choose. */
    public static Origin at(int port, Script script) {
        return at("127.0.0.1", port, script);
    }

    /** The same at another address of this machine. */
    public static Origin at(String address, int port, Script script) {
        return new Origin(address, port, script);
    }

    /** A node that answers every request with 200 and {@code body}. */
    public static Origin answering(String body) {
        return playing((wire, origin) -> origin.answerAll(wire, body));
    }

    /** A node that answers as soon as the test says {@link #goOn}, and at once from then on. */
    public static Origin holding(String body) {
        return playing((wire, origin) -> {
            while (true) {
                origin.next(wire);
                origin.awaitGo();
                origin.done();
                wire.send(ok(body));
            }
        });
    }

    /** A node whose first connection goes as {@code fault} says; all later ones answer 200 and {@code body}. */
    public static Origin failingOnce(Script fault, String body) {
        AtomicBoolean failed = new AtomicBoolean();
        return playing((wire, origin) -> {
            if (failed.compareAndSet(false, true)) {
                fault.play(wire, origin);
            } else {
                origin.answerAll(wire, body);
            }
        });
    }

    /** Answers every request of a connection, until it ends. */
    public void answerAll(Wire wire, String body) {
        while (true) {
            next(wire);
            done();
            wire.send(ok(body));
        }
    }

    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(new Wire(socket)));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Wire wire) {
        open.add(wire);
        try (wire) {
            script.play(wire, this);
        } catch (Wire.WireException e) {
            // the balancer has ended the connection
        } finally {
            open.remove(wire);
        }
    }

    /** Reads the next request and counts it as running until {@link #done}. */
    public Wire.Message next(Wire wire) {
        Wire.Message request = wire.read();
        requests.add(request);
        mostAtATime.accumulateAndGet(atATime.incrementAndGet(), Math::max);
        return request;
    }

    public void done() {
        atATime.decrementAndGet();
    }

    /** For scripts: waits until the test says {@link #goOn}. */
    public void awaitGo() {
        try {
            if (!go.await(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test never said to go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the test is over
        }
    }

    /** Lets all scripts go on, those that wait and those that will. */
    public void goOn() {
        go.countDown();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Requests that have reached it, in order of arrival. */
    public List<Wire.Message> requests() {
        return List.copyOf(requests);
    }

    /** Connections that were opened to it. */
    public int connections() {
        return connections.get();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    /** The most requests that ran at a time. */
    public int mostAtATime() {
        return mostAtATime.get();
    }

    /** Stops listening; connections stay. */
    public void stopListening() {
        try {
            server.close();
        } catch (IOException e) {
            throw new Wire.WireException(e);
        }
    }

    @Override
    public void close() {
        stopListening();
        open.forEach(Wire::close);
        threads.shutdownNow();
    }
}
