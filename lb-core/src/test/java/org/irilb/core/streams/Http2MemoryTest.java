package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.Memory;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.junit.jupiter.api.parallel.Isolated;

/** What is held in memory for clients that take their answers slowly, or not at all. */
@Isolated("measures the memory of the whole process")
final class Http2MemoryTest {

    private static final int LARGE = 1_500_000;
    private static final int STREAMS = 16;

    /** What all the streams of a connection may have waiting: a window, two reads and what is gathered, of each. */
    private static final long BOUND = STREAMS * 320L * 1024;

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    @OnEachTransport
    void aClientThatOpensNoWindowHasLittleHeldForIt(TransportChoice transport) {
        try (Origin node = Http2FlowTest.large(LARGE);
                Rig rig = Http2RequestsTest.rig(Setup.standard().with(transport), node);
                Http2Wire client = Http2RequestsTest.client(rig).keepWindows()) {
            long before = Memory.directNow();
            askAll(client);
            Await.standstill("bytes are read from nodes", () -> rig.status().currentConnections() + Memory.directNow());
            assertThat(Memory.directNow() - before).isLessThan(BOUND);
            for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
                client.openWindow(stream, LARGE);
            }
            client.openWindow(0, Integer.MAX_VALUE - 65_535);
            assertAllComplete(client);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aClientThatReadsNothingHasLittleHeldForItHoweverLargeItsWindows(TransportChoice transport) {
        try (Origin node = Http2FlowTest.large(LARGE);
                Rig rig = Http2RequestsTest.rig(Setup.standard().with(transport), node);
                Http2Wire client = Http2RequestsTest.client(rig).keepWindows()) {
            long before = Memory.directNow();
            client.setting(4, Integer.MAX_VALUE).openWindow(0, Integer.MAX_VALUE - 65_535);
            askAll(client);
            Await.standstill("bytes are read from nodes", () -> rig.status().currentConnections() + Memory.directNow());
            assertThat(Memory.directNow() - before).isLessThan(BOUND);
            assertAllComplete(client);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    private static void askAll(Http2Wire client) {
        for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
            client.post(stream, NODE_INFO);
        }
    }

    private static void assertAllComplete(Http2Wire client) {
        for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
            assertThat(client.answer(stream).length()).isEqualTo(LARGE);
        }
    }
}
