package org.irilb.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A node that answers everything it receives with the same 900 bytes, for requests that come in one piece. It allocates
 * nothing per request, so that a benchmark's allocations are the balancer's. Any thread.
 */
final class EchoNode implements AutoCloseable {

    /** Length of an answer's body. */
    static final int BODY = 900;

    private static final byte[] ANSWER = answer();

    private final ServerSocketChannel server;

    EchoNode() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon(this::accept);
    }

    private static byte[] answer() {
        String head = "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Tue, 24 Nov 2026 13:59:09 GMT\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + BODY + "\r\nConnection: keep-alive\r\n\r\n";
        return (head + "9".repeat(BODY)).getBytes(StandardCharsets.US_ASCII);
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed: the end
        }
    }

    private static void serve(SocketChannel connection) {
        ByteBuffer request = ByteBuffer.allocateDirect(64 * 1024);
        ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);
        try (connection) {
            while (connection.read(request.clear()) > 0) {
                connection.write(answer.rewind());
            }
        } catch (IOException e) {
            // the balancer has ended the connection
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "echo-node");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
