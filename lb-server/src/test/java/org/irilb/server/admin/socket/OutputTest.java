package org.irilb.server.admin.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Commands;
import org.irilb.server.config.Level;
import org.irilb.server.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How texts of any pieces get through a session. */
final class OutputTest {

    private static final int LONGEST_PIECE = 40_000;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private List<String> pieces = List.of();
    private BoundEndpoint endpoint;
    private SessionLoop loop;
    private Thread thread;

    @BeforeEach
    void open() throws IOException {
        AdminCommand tell = AdminCommand.of(
                AdminCommand.Spec.of(Level.USER, "tell", "", "tell the pieces"), call -> new Answer.Listing(text()));
        endpoint = BoundEndpoint.open(new AdminEndpoint(new InetSocketAddress("127.0.0.1", 0), Level.USER));
        SessionLimits limits = new SessionLimits(10, Duration.ofSeconds(60));
        loop = new SessionLoop(List.of(endpoint), limits, new Commands(List.of(tell)));
        thread = new Thread(loop, "output");
        thread.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        loop.stop();
        thread.join();
    }

    private Text text() {
        open.incrementAndGet();
        return new Text() {
            @Override
            public long length() {
                return 0;
            }

            @Override
            public Iterator<ByteBuffer> pieces() {
                return pieces.stream()
                        .map(piece -> ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)))
                        .iterator();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    private Wire connect() {
        return Wire.connect((InetSocketAddress) endpoint.address());
    }

    /** Many are short, and some empty. */
    private static List<String> random(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toString(i).repeat(Math.max(0, random.nextInt(4) - 1))
                        + "x".repeat(random.nextInt(5) == 0 ? random.nextInt(LONGEST_PIECE) : random.nextInt(100)))
                .collect(Collectors.toList());
    }

    @Test
    void piecesOfAnyLengthComeInTheirOrder() {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            pieces = random(random, random.nextInt(100));
            String all = String.join("", pieces);
            try (Wire wire = connect()) {
                assertThat(wire.send("tell;tell;show cli level\n").readToEnd())
                        .isEqualTo(all + "\n" + all + "\nuser\n\n");
            }
        }
        assertThat(closed).hasValue(40);
    }

    @Test
    void whoIsGoneKeepsNoTextOpen() {
        pieces = random(new Random(8), 10_000);
        Wire gone = connect();
        gone.send("tell;tell\n");
        Await.until("an answer is under way", () -> open.get() > 0);
        gone.close();
        Await.until("the session has ended", () -> closed.get() == open.get());
    }

    @Test
    void theEndOfTheSocketClosesWhatIsUnderWay() throws Exception {
        pieces = random(new Random(9), 10_000);
        try (Wire deaf = connect()) {
            deaf.send("tell\n");
            Await.until("an answer is under way", () -> open.get() > 0);
            close();
            assertThat(closed).hasValue(1);
        }
    }
}
