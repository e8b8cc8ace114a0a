package org.irilb.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.TransportChoice;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole exchange over loopback, all rules on: client, balancer, node and back. The time is mostly the kernel's and the
 * scheduler's; what it is for is {@code -prof gc}, where {@code gc.alloc.rate.norm} is what the balancer allocates for
 * one exchange, since client and node allocate nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx256m", "-Dio.netty.leakDetection.level=disabled"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExchangeBenchmark {

    private static final int STATUS = "HTTP/1.1 ".length();

    /** How sockets are driven. */
    @Param({"IO_URING", "EPOLL", "NIO"})
    public TransportChoice transport;

    private EchoNode node;
    private LoadBalancer balancer;
    private SocketChannel client;
    private ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(64 * 1024);
    private int answerLength;

    @Setup
    public void start() throws IOException {
        node = new EchoNode();
        org.irilb.core.kit.Setup setup =
                org.irilb.core.kit.Setup.standard().withWorkers(1).with(transport);
        balancer = LoadBalancer.start(setup.config());
        balancer.updateNodes(List.of(org.irilb.core.kit.Setup.node(node.port(), 1, 1000)));
        client = SocketChannel.open(new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                balancer.address(org.irilb.core.kit.Setup.LISTENER).getPort()));
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        byte[] bytes = ("POST / HTTP/1.1\r\nHost: 127.0.0.1:14265\r\nContent-Type: application/json\r\n"
                        + "X-IOTA-API-Version: 1\r\nContent-Length: 26\r\n\r\n{\"command\": \"getNodeInfo\"}")
                .getBytes(StandardCharsets.US_ASCII);
        request = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        answerLength = awaitFirstAnswer();
    }

    /** Until the node is published all answers are 503. Returns the length of the first that isn't. */
    private int awaitFirstAnswer() throws IOException {
        int length;
        do {
            client.write(request.rewind());
            length = client.read(answer.clear());
        } while (answer.get(STATUS) != '2');
        if (length < EchoNode.BODY) {
            throw new IOException("the first answer came in pieces");
        }
        return length;
    }

    /** One request and its answer. */
    @Benchmark
    public int exchange() throws IOException {
        client.write(request.rewind());
        answer.clear();
        while (answer.position() < answerLength) {
            if (client.read(answer) < 0) {
                throw new IOException("the balancer has closed the connection");
            }
        }
        if (answer.get(STATUS) != '2') {
            throw new IOException("an answer was not 200");
        }
        return answer.position();
    }

    @TearDown
    public void stop() throws IOException {
        client.close();
        balancer.close();
        node.close();
    }
}
