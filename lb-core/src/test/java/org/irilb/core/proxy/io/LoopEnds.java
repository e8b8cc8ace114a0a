package org.irilb.core.proxy.io;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A process in which loops over io_uring begin and end while others, who have nothing to do with them, open connections and
 * receive what was sent to them. Takes the number of groups of loops; prints how many connections received all that was
 * sent, and how many didn't.
 */
final class LoopEnds {

    private static final int LOOPS = 4;
    private static final int ENDING = 2;
    private static final int NEIGHBOURS = 3;
    private static final byte[] SENT = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);

    private volatile boolean over;

    private LoopEnds() {}

    public static void main(String... args) throws InterruptedException, ExecutionException {
        new LoopEnds().run(Integer.parseInt(args[0]));
    }

    private void run(int groups) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(ENDING + NEIGHBOURS);
        List<Future<Received>> neighbours = new ArrayList<>();
        List<Future<Void>> ending = new ArrayList<>();
        for (int i = 0; i < NEIGHBOURS; i++) {
            neighbours.add(threads.submit(this::exchange));
        }
        for (int i = 0; i < ENDING; i++) {
            ending.add(threads.submit((Callable<Void>) () -> beginAndEnd(groups / ENDING)));
        }
        for (Future<Void> one : ending) {
            one.get();
        }
        over = true;
        long all = 0;
        long less = 0;
        for (Future<Received> one : neighbours) {
            all += one.get().all();
            less += one.get().less();
        }
        threads.shutdown();
        System.out.println(all + " " + less);
    }

    private static Void beginAndEnd(int groups) {
        for (int i = 0; i < groups; i++) {
            MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, Transport.IO_URING.handlers());
            for (EventExecutor loop : loops) {
                loop.execute(() -> {});
            }
            loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
        }
        return null;
    }

    private Received exchange() throws IOException {
        long all = 0;
        long less = 0;
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            while (!over) {
                if (received(server) == 2 * SENT.length) {
                    all++;
                } else {
                    less++;
                }
            }
        }
        return new Received(all, less);
    }

    private static int received(ServerSocketChannel server) throws IOException {
        try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            client.write(ByteBuffer.wrap(SENT));
            try (SocketChannel accepted = server.accept()) {
                Thread.yield();
                client.write(ByteBuffer.wrap(SENT));
                client.shutdownOutput();
                ByteBuffer received = ByteBuffer.allocate(4 * SENT.length);
                while (accepted.read(received) >= 0) {
                    Thread.onSpinWait();
                }
                return received.position();
            }
        }
    }

    private record Received(long all, long less) {}
}
