package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Isolated;

/** What is held of answers whose clients don't read them. */
@Isolated("measures the memory of the whole process")
final class LargeAnswersTest {

    /** More than all the system's buffers take, for each of the clients. */
    private static final int LARGE = 40_000_000;

    private static final int READERS = 4;

    /** Per client: both water marks, a read of the largest size and what a buffer grows by. */
    private static final long HELD_PER_READER = 2_000_000;

    @OnEachTransport
    void largeAnswersStayAtTheNodeUntilTheirClientsReadThem(TransportChoice transport) {
        AtomicLong sent = new AtomicLong();
        try (Origin node = node(sent);
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, READERS))) {
            long before = directMemory();
            List<Wire> clients = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Wire client = rig.client().post(NODE_INFO);
                assertThat(client.readHead().status()).isEqualTo(200);
                clients.add(client);
            }
            Await.standstill("the nodes can't send any more", sent::get);
            assertThat(sent.get()).isLessThan((long) READERS * LARGE);
            assertThat(directMemory() - before).isLessThan(READERS * HELD_PER_READER);
            for (Wire client : clients) {
                assertThat(client.skip(LARGE)).isEqualTo(LARGE);
                client.hangUp();
            }
            rig.awaitQuiet(node);
        }
    }

    /** A node that counts what it could send of its answers. */
    static Origin node(AtomicLong sent) {
        byte[] piece = new byte[100_000];
        return Origin.playing((wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
            for (int i = 0; i < LARGE / piece.length; i++) {
                wire.send(piece);
                sent.addAndGet(piece.length);
            }
            wire.readToEnd();
        });
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
