package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;

import java.util.List;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A client that doesn't wait for answers gets them in the order of its requests. */
@Execution(ExecutionMode.CONCURRENT)
final class PipeliningTest {

    private static final int COUNT = 30;

    @OnEachTransport
    void answersComeInTheOrderOfTheRequestsWhicheverNodeGivesThem(TransportChoice transport) {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < COUNT; i++) {
            requests.append(numbered(i, i % 3 == 0 ? 6000 : 0));
        }
        try (Origin a = echo();
                Origin b = echo();
                Rig rig = Rig.start(
                        Setup.standard().with(transport), Setup.node(a.port(), 1, 1), Setup.node(b.port(), 1, 1));
                Wire client = rig.client()) {
            client.send(requests.toString());
            for (int i = 0; i < COUNT; i++) {
                assertThat(client.readAnswer().body()).isEqualTo(Integer.toString(i));
            }
            client.hangUp();
            rig.awaitQuiet(a, b);
            assertThat(a.requests().size()).isBetween(COUNT / 2 - 1, COUNT / 2 + 1);
        }
    }

    @OnEachTransport
    void answersOfTheBalancerItselfKeepTheirPlaceInTheOrder(TransportChoice transport) {
        String refused = Wire.request("{\"command\":\"getNeighbors\"}");
        try (Origin node = echo();
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            client.send(numbered(0, 0) + refused + numbered(1, 0) + refused + refused + numbered(2, 0));
            assertThat(List.of(status(client), status(client), status(client), status(client), status(client)))
                    .containsExactly(200, 401, 200, 401, 401);
            assertThat(client.readAnswer().body()).isEqualTo("2");
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    private static int status(Wire client) {
        return client.readAnswer().status();
    }

    /** The node has the first request while the second arrives in pieces behind it. */
    @OnEachTransport
    void aRequestThatArrivesBehindAWaitingOneLeavesItAsItIs(TransportChoice transport) {
        String large = Requests.large(20_000);
        String next = Wire.request(Requests.large(30_000));
        try (Origin node = Origin.holding("1");
                Rig rig = rig(transport, node);
                Wire first = rig.client();
                Wire client = rig.client()) {
            first.post(NODE_INFO);
            Await.until("the place is taken", () -> rig.inFlight() == 1);
            client.send(Wire.request(large) + next.substring(0, 5000));
            Await.until("the large one waits", () -> rig.queued() == 1);
            for (int at = 5000; at < next.length(); at += 5000) {
                client.send(next.substring(at, Math.min(next.length(), at + 5000)));
            }
            node.goOn();
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(node.requests().get(1).body()).isEqualTo(large);
            assertThat(node.requests().get(2).body()).isEqualTo(Requests.large(30_000));
            client.hangUp();
            first.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void allAreAnsweredThoughTheClientHasSaidThatNoMoreWillCome(TransportChoice transport) {
        try (Origin node = echo();
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            client.send(numbered(0, 0) + numbered(1, 0) + numbered(2, 0)).endOutput();
            for (int i = 0; i < 3; i++) {
                assertThat(client.readAnswer().body()).isEqualTo(Integer.toString(i));
            }
            assertThat(client.readToEnd()).isEmpty();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void nothingBehindALastRequestIsServed(TransportChoice transport) {
        String last = numbered(0, 0).replace("Host: lb\r\n", "Host: lb\r\nConnection: close\r\n");
        try (Origin node = echo();
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            client.send(last + numbered(1, 0));
            Wire.Message answer = client.readAnswer();
            assertThat(answer.body()).isEqualTo("0");
            assertThat(answer.field("Connection")).contains("close");
            assertThat(client.readToEnd()).isEmpty();
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests()).hasSize(1);
        }
    }

    /** More than all the system's buffers take. */
    private static final int MANY = 80;

    private static final int AHEAD = 1_000_000;

    @OnEachTransport
    void whatIsSentFarAheadIsNotReadUntilItsTurnComes(TransportChoice transport) {
        String request = numbered(7, 200_000);
        try (Origin node = Origin.holding("1");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            Thread sender = new Thread(() -> sendMany(client, request, MANY), "sender");
            sender.start();
            Await.until("the first one is at the node", () -> rig.inFlight() == 1);
            Await.standstill("the balancer reads no more", () -> bytesIn(rig));
            assertThat(bytesIn(rig)).isLessThan(AHEAD);
            node.goOn();
            for (int i = 0; i < MANY; i++) {
                assertThat(client.readAnswer().status()).isEqualTo(200);
            }
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests()).hasSize(MANY);
        }
    }

    private static long bytesIn(Rig rig) {
        return rig.status().listeners().get(0).counters().sum(Counter.BYTES_IN);
    }

    private static void sendMany(Wire client, String request, int count) {
        for (int i = 0; i < count; i++) {
            client.send(request);
        }
    }

    private static String numbered(int number, int filler) {
        return Wire.request(NODE_INFO.replace("}", ",\"n\":" + number + ",\"filler\":\"" + "x".repeat(filler) + "\"}"));
    }

    /** Answers with the number that it was sent. */
    private static Origin echo() {
        return Origin.playing((wire, node) -> {
            while (true) {
                String body = node.next(wire).body();
                node.done();
                wire.send(Origin.ok(body.replaceAll("(?s).*\"n\":(\\d+).*", "$1")));
            }
        });
    }

    private static Rig rig(TransportChoice transport, Origin node) {
        return Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 1));
    }
}
