package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.kit.Http2Wire.DATA;
import static org.irilb.core.kit.Http2Wire.END_HEADERS;
import static org.irilb.core.kit.Http2Wire.HEADERS;
import static org.irilb.core.kit.Http2Wire.WINDOW_UPDATE;
import static org.irilb.core.kit.Http2Wire.fields;
import static org.irilb.core.kit.Http2Wire.request;

import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.Http2Config;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.kit.Http2Flood;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.Memory;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What many clients can have the balancer hold in memory, by going too far and by staying within limits. */
@Isolated("measures the memory of the whole process")
final class Http2AbuseMemoryTest {

    private static final int MIB = 1 << 20;
    private static final int KIB = 1 << 10;

    private static final ResourceLeakDetector.Level LEVEL = ResourceLeakDetector.getLevel();

    /** Where each buffer went would be most of what is held. */
    @BeforeAll
    static void watchNoBuffers() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterAll
    static void watchBuffers() {
        ResourceLeakDetector.setLevel(LEVEL);
    }

    /** Of sources, of which few are remembered, as they take room, too. */
    private static final AbuseConfig NO_LIMITS = new AbuseConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Duration.ZERO,
            AbuseConfig.Manner.DENY,
            Duration.ofSeconds(10),
            Optional.empty(),
            100);

    private static Rig rig(Http2Config http2, Origin node) {
        BalancerConfig plain = Setup.standard().with(NO_LIMITS).config();
        ListenerConfig first = plain.listeners().get(0);
        ListenerConfig listener = new ListenerConfig(
                first.name(), first.host(), first.port(), false, 4000, http2, Optional.empty(), Optional.empty());
        return Rig.start(plain.with(List.of(listener)), Setup.node(node.port(), 1, 200));
    }

    /** What others keep of each request would count. */
    private static Origin forgetfulNode() {
        return Origin.playing((wire, origin) -> {
            while (true) {
                wire.read();
                wire.forget();
                wire.send(Origin.ok("{}"));
            }
        });
    }

    private static Http2Wire connect(Rig rig) {
        return Http2Wire.connect(rig.balancer().address(Setup.LISTENER));
    }

    private static void close(List<Http2Wire> clients, Rig rig, Origin node) {
        clients.forEach(Http2Wire::close);
        rig.awaitQuiet(node);
    }

    /** Of each flood. */
    private static final int ATTACKERS = 8;

    /** Of all floods: something that is made once may be left by one of them, but not by each. */
    private static final int ROUNDS = 5;

    /** More than any flood gets through. */
    private static final int TIMES = 1500;

    /**
     * Of an attacker: two reads of 64 KiB, a field block with its last frame, and the answers to as many frames as are
     * borne, in the smallest buffers that there are.
     */
    private static final long OF_ATTACKER = 2 * 64 * KIB + 48 * KIB + 1000 * 64;

    @Test
    void manyFloodsAtATimeTakeLittleAndLeaveNothing() throws Exception {
        try (Origin node = forgetfulNode();
                Rig rig = rig(Http2Config.STANDARD, node)) {
            floodAll(rig, node); // what stays for good comes with the first ones
            int attackers = ATTACKERS * Http2Flood.all().size();
            Memory before;
            Memory after;
            int rounds = 0;
            do {
                before = Memory.now();
                long most = floodAll(rig, node);
                after = Memory.now();
                System.out.printf(
                        "%d attackers: %s, %d KiB direct at most, %s%n", attackers, before, most / KIB, after);
                assertThat(most - before.direct()).isLessThan(attackers * OF_ATTACKER);
            } while (leaves(before, after) && ++rounds < ROUNDS);
            assertThat(leaves(before, after)).as("%s, then %s", before, after).isFalse();
        }
    }

    /** Whether the floods have left something, as they always do if it is theirs. */
    private static boolean leaves(Memory before, Memory after) {
        return after.direct() - before.direct() >= 16 * MIB || after.heap() - before.heap() >= 2 * MIB;
    }

    /** Has all floods come at a time, while somebody else is served; returns the most direct memory that was seen. */
    private static long floodAll(Rig rig, Origin node) throws Exception {
        List<Http2Wire> attackers = new ArrayList<>();
        List<Future<?>> attacks = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(ATTACKERS);
        long most = 0;
        try (Http2Wire bystander = connect(rig)) {
            for (Http2Flood flood : Http2Flood.all()) {
                for (int i = 0; i < ATTACKERS; i++) {
                    Http2Wire attacker = connect(rig);
                    attackers.add(attacker);
                    attacks.add(threads.submit(() -> {
                        flood.send(attacker, TIMES);
                        attacker.awaitEnd();
                    }));
                }
            }
            for (int stream = 1; !attacks.stream().allMatch(Future::isDone); stream += 2) {
                bystander.post(stream, "{\"command\":\"getNodeInfo\"}");
                assertThat(bystander.answer(stream).status()).isEqualTo(200);
                most = Math.max(most, Memory.directNow());
            }
            for (Future<?> attack : attacks) {
                attack.get();
            }
        } finally {
            threads.shutdownNow();
        }
        close(attackers, rig, node);
        return most;
    }

    @Test
    void aStreamThatWaitsForItsBodyTakesTwoKibibytesOfEachKindAtMost() {
        try (Origin node = forgetfulNode();
                Rig rig = rig(Http2Config.STANDARD, node)) {
            Memory stream = waitingStream(rig, node);
            System.out.printf("a stream: %d bytes of heap, %d direct%n", stream.heap(), stream.direct());
            assertThat(stream.heap()).isLessThan(2 * KIB);
            assertThat(stream.direct()).isLessThan(2 * KIB);
        }
    }

    /** Returns what each of many streams takes. */
    private static Memory waitingStream(Rig rig, Origin node) {
        int connections = 40;
        int streams = Http2Config.STANDARD.streams();
        byte[] post = fields(request(":method", "POST", "content-length", "10"));
        List<Http2Wire> clients =
                IntStream.range(0, connections).mapToObj(i -> connect(rig)).toList();
        Memory before = Memory.now();
        for (Http2Wire client : clients) {
            for (int i = 0; i < streams; i++) {
                client.put(HEADERS, END_HEADERS, 2 * i + 1, post);
            }
            client.ping();
        }
        Memory with = Memory.now();
        close(clients, rig, node);
        int all = connections * streams;
        return new Memory((with.heap() - before.heap()) / all, (with.direct() - before.direct()) / all);
    }

    /** As large as the balancer takes. */
    private static final int BODY = Setup.standard().maxBody();

    @Test
    void bodiesThatNeverEndTakeWhatMayBeUnfinishedAndAWindowEach() {
        int connections = 8;
        int streams = 10;
        Http2Config standard = Http2Config.STANDARD;
        Http2Config limits = new Http2Config(
                true,
                streams,
                standard.headerList(),
                standard.streamWindow(),
                standard.connectionWindow(),
                256 * KIB,
                standard.controlFrames(),
                standard.resets());
        long most = BODY + limits.unfinished() + (long) streams * limits.streamWindow(); // the first one may go on
        try (Origin node = forgetfulNode();
                Rig rig = rig(limits, node)) {
            List<Http2Wire> clients =
                    IntStream.range(0, connections).mapToObj(i -> connect(rig)).toList();
            Memory before = Memory.now();
            long sent = 0;
            for (Http2Wire client : clients) {
                sent += sendWhatIsTaken(client, streams, limits.streamWindow());
            }
            long direct = Memory.directNow() - before.direct();
            System.out.printf("%d KiB of bodies in %d KiB%n", sent / KIB, direct / KIB);
            assertThat(sent).isBetween(connections * (long) limits.unfinished(), connections * most);
            // A buffer may be half empty, and so may what the allocator has got for it.
            assertThat(direct).isLessThan(4 * connections * most);
            close(clients, rig, node);
        }
    }

    /** Sends all bodies but their last byte, until no window opens any more; returns how many bytes those were. */
    private static long sendWhatIsTaken(Http2Wire client, int streams, int window) {
        Map<Integer, Integer> windows = new HashMap<>();
        Map<Integer, Integer> left = new HashMap<>();
        for (int stream = 1; stream < 2 * streams; stream += 2) {
            client.headers(stream, false, request(":method", "POST", "content-length", "" + BODY));
            windows.put(stream, window);
            left.put(stream, BODY - 1);
        }
        long sent = 0;
        while (!windows.isEmpty()) {
            for (Map.Entry<Integer, Integer> open : windows.entrySet()) {
                int length = Math.min(open.getValue(), left.get(open.getKey()));
                left.merge(open.getKey(), -length, Integer::sum);
                sent += length;
                for (int at = 0; at < length; at += 16 * KIB) {
                    client.put(DATA, 0, open.getKey(), new byte[Math.min(length - at, 16 * KIB)]);
                }
            }
            windows.clear();
            for (int i = 0; i < 2; i++) { // windows open behind the turn in which the first is answered
                client.ping(frame -> {
                    if (frame.type() == WINDOW_UPDATE && left.getOrDefault(frame.stream(), 0) > 0) {
                        windows.merge(frame.stream(), frame.number(0), Integer::sum);
                    }
                });
            }
        }
        return sent;
    }
}
