package org.irilb.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.irilb.core.config.Scheme;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatedNodeTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final String INTERRUPT = "{\"command\":\"interruptAttachingToTangle\"}";
    private static final String TIPS = "{\"command\":\"getTransactionsToApprove\",\"depth\":3}";
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final String ZEROS = "9".repeat(Transaction.LENGTH);

    private static String attach(String... trytes) {
        return "{\"command\":\"attachToTangle\",\"trunkTransaction\":\"" + Recorded.MILESTONE
                + "\",\"branchTransaction\":\"" + Recorded.MILESTONE + "\",\"minWeightMagnitude\":9,\"trytes\":[\""
                + String.join("\",\"", trytes) + "\"]}";
    }

    private static Wire connect(SimulatedNode node) {
        return Wire.connect(new InetSocketAddress("127.0.0.1", node.port()));
    }

    private static JsonObject ask(SimulatedNode node, String json) {
        try (Wire client = connect(node)) {
            return json(client.post(json).readAnswer());
        }
    }

    private static JsonObject json(Wire.Message answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new Gson().fromJson(answer.body(), JsonObject.class);
    }

    private static List<String> strings(JsonObject answer, String field) {
        return StreamSupport.stream(answer.getAsJsonArray(field).spliterator(), false)
                .map(element -> element.getAsString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TIPS,
                "{\"command\":\"findTransactions\",\"tags\":[\"TAG\"]}",
                "{\"command\":\"getTrytes\",\"hashes\":[]}"
            })
    void whatSharesTheLockWaitsForProofOfWork(String locked) {
        String command = locked.split("\"")[3];
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(NEVER));
                Wire worker = connect(node);
                Wire reader = connect(node)) {
            worker.post(attach(ZEROS));
            Await.until("it works", () -> node.attaching() == 1);
            reader.post(locked);
            Await.until("the reader is there", () -> node.received(command) == 1);
            ask(node, NODE_INFO); // on the same loop, so an answer to the reader would have come before
            assertThat(reader.isSilentFor(A_MOMENT)).isTrue();

            ask(node, INTERRUPT);
            assertThat(json(worker.readAnswer()).getAsJsonArray("trytes")).isEmpty();
            assertThat(reader.readAnswer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NODE_INFO,
                "{\"command\":\"getNodeAPIConfiguration\"}",
                "{\"command\":\"getBalances\",\"addresses\":[]}",
                "{\"command\":\"getInclusionStates\",\"transactions\":[]}",
                "{\"command\":\"wereAddressesSpentFrom\",\"addresses\":[]}",
                "{\"command\":\"checkConsistency\",\"tails\":[]}",
                "{\"command\":\"storeTransactions\",\"trytes\":[]}",
                "{\"command\":\"broadcastTransactions\",\"trytes\":[]}"
            })
    void whatNeedsNoLockIsAnsweredDuringProofOfWork(String open) {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(NEVER));
                Wire worker = connect(node)) {
            worker.post(attach(ZEROS));
            Await.until("it works", () -> node.attaching() == 1);
            assertThat(ask(node, open).has("duration")).isTrue();
            assertThat(node.attaching()).isEqualTo(1);
        }
    }

    @Test
    void proofOfWorkGoesOnAfterItsClientHasGone() {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(NEVER));
                Wire reader = connect(node)) {
            try (Wire worker = connect(node)) {
                worker.post(attach(ZEROS));
                Await.until("it works", () -> node.attaching() == 1);
            }
            reader.post(TIPS);
            Await.until("the reader is there", () -> node.received("getTransactionsToApprove") == 1);
            ask(node, NODE_INFO);
            assertThat(reader.isSilentFor(A_MOMENT)).isTrue();
            assertThat(node.attaching()).isEqualTo(1);

            ask(node, INTERRUPT);
            assertThat(reader.readAnswer().status()).isEqualTo(200);
            assertThat(node.attaching()).isZero();
        }
    }

    @Test
    void aSecondProofOfWorkWaitsAndAnInterruptEndsOnlyTheFirst() {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(NEVER));
                Wire first = connect(node);
                Wire second = connect(node)) {
            first.post(attach(ZEROS));
            Await.until("the first works", () -> node.attaching() == 1);
            node.change(traits -> traits.withPowTime(Duration.ZERO));
            second.post(attach(ZEROS));
            Await.until("the second waits", () -> node.attaching() == 2);
            ask(node, NODE_INFO);
            assertThat(second.isSilentFor(A_MOMENT)).isTrue();

            ask(node, INTERRUPT);
            assertThat(strings(json(first.readAnswer()), "trytes")).isEmpty();
            assertThat(strings(json(second.readAnswer()), "trytes")).hasSize(1);
            assertThat(node.mostAttaching()).isEqualTo(2);
        }
    }

    @Test
    void aBundleIsChainedAndItsTransactionsAreFoundOnceStored() {
        String address = "ADDRESS" + "9".repeat(74);
        String one = "ONE" + "9".repeat(2184) + address + "9".repeat(Transaction.LENGTH - 2268);
        String two = "TWO" + "9".repeat(2184) + address + "9".repeat(Transaction.LENGTH - 2268);
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(A_MOMENT))) {
            List<String> attached = strings(ask(node, attach(one, two)), "trytes");
            Transaction last = new Transaction(attached.get(0));
            Transaction first = new Transaction(attached.get(1));
            assertThat(first.trytes()).startsWith("ONE");
            assertThat(first.trunk()).isEqualTo(Recorded.MILESTONE);
            assertThat(last.trytes()).startsWith("TWO");
            assertThat(last.trunk()).isEqualTo(first.hash());
            assertThat(last.branch()).isEqualTo(Recorded.MILESTONE);

            String find = "{\"command\":\"findTransactions\",\"addresses\":[\"" + address + "\"]}";
            assertThat(strings(ask(node, find), "hashes")).isEmpty();
            ask(node, "{\"command\":\"storeTransactions\",\"trytes\":[\"" + String.join("\",\"", attached) + "\"]}");
            assertThat(strings(ask(node, find), "hashes")).containsExactlyInAnyOrder(first.hash(), last.hash());
            assertThat(strings(
                            ask(node, "{\"command\":\"getTrytes\",\"hashes\":[\"" + first.hash() + "\"]}"), "trytes"))
                    .containsExactly(first.trytes());
            assertThat(strings(
                            ask(node, "{\"command\":\"findTransactions\",\"approvees\":[\"" + first.hash() + "\"]}"),
                            "hashes"))
                    .containsExactly(last.hash());
        }
    }

    @Test
    void requestsOfOneConnectionAreAnsweredInTheirOrder() {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(A_MOMENT));
                Wire client = connect(node)) {
            client.send(Wire.request(attach(ZEROS)) + Wire.request(NODE_INFO) + Wire.request(TIPS));
            assertThat(json(client.readAnswer()).has("trytes")).isTrue();
            assertThat(json(client.readAnswer()).has("appName")).isTrue();
            assertThat(json(client.readAnswer()).has("trunkTransaction")).isTrue();
        }
    }

    @Test
    void aConnectionStaysUsableAfterARefusal() {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain());
                Wire client = connect(node)) {
            assertThat(client.post(attach(ZEROS)).readAnswer().status()).isEqualTo(401);
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void headIsAnsweredWithTheLengthAndWithoutTheBody() {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain());
                Wire client = connect(node)) {
            client.send("HEAD / HTTP/1.1\r\nHost: x\r\nX-IOTA-API-Version: 1\r\nConnection: close\r\n\r\n");
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("Content-Length: 62\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void chunkedAndExpectedBodiesAreRead() {
        String head = "POST / HTTP/1.1\r\nHost: x\r\nX-IOTA-API-Version: 1\r\n";
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain());
                Wire client = connect(node)) {
            client.send(head + "Transfer-Encoding: chunked\r\n\r\n5\r\n" + NODE_INFO.substring(0, 5) + "\r\n14\r\n"
                    + NODE_INFO.substring(5) + "\r\n0\r\n\r\n");
            assertThat(client.readAnswer().status()).isEqualTo(200);
            client.send(head + "Expect: 100-continue\r\nContent-Length: " + NODE_INFO.length() + "\r\n\r\n");
            assertThat(client.readAnswer().status()).isEqualTo(100);
            assertThat(client.send(NODE_INFO).readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyOfAMillionCharactersIsReadAndOneMoreIsTooLong() {
        String longest = NODE_INFO + " ".repeat(1_000_000 - NODE_INFO.length());
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain());
                Wire client = connect(node)) {
            assertThat(client.post(longest).readAnswer().status()).isEqualTo(200);
            Wire.Message tooLong = client.post(longest + " ").readAnswer();
            assertThat(tooLong.status()).isEqualTo(400);
            assertThat(tooLong.body()).contains("\"error\":\"Request too long\"");
        }
    }

    @Test
    void itsTraitsAreSeenFromTheNextRequestOn() {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain());
                Wire client = connect(node)) {
            assertThat(json(client.post(NODE_INFO).readAnswer())
                            .get("neighbors")
                            .getAsInt())
                    .isEqualTo(5);
            node.change(traits -> traits.withNeighbors(1).withMilestones(9, 3).withApp("HORNET", "0.5.6"));
            JsonObject info = json(client.post(NODE_INFO).readAnswer());
            assertThat(info.get("neighbors").getAsInt()).isEqualTo(1);
            assertThat(info.get("latestMilestoneIndex").getAsInt()).isEqualTo(9);
            assertThat(info.get("latestSolidSubtangleMilestoneIndex").getAsInt())
                    .isEqualTo(3);
            assertThat(info.get("appName").getAsString()).isEqualTo("HORNET");
            assertThat(info.get("appVersion").getAsString()).isEqualTo("0.5.6");
            Wire.Message behind = client.post(TIPS).readAnswer();
            assertThat(behind.status()).isEqualTo(400);
            assertThat(behind.body()).contains("The subtangle has not been updated yet.");
        }
    }

    @Test
    void onlyANodeThatDoesProofOfWorkNamesItAmongItsFeatures() {
        try (SimulatedNode plain = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain());
                SimulatedNode pow = SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(A_MOMENT))) {
            assertThat(strings(ask(plain, NODE_INFO), "features")).doesNotContain("RemotePOW");
            assertThat(strings(ask(pow, NODE_INFO), "features")).contains("RemotePOW");
        }
    }

    @Test
    void aNodeThatGoesAwayEndsItsConnectionsAndComesBackAtItsPort() {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.pow(NEVER));
                Wire waiting = connect(node);
                Wire idle = connect(node)) {
            waiting.post(attach(ZEROS));
            Await.until("it works", () -> node.attaching() == 1);
            assertThat(idle.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            node.goAway();
            assertThat(waiting.isEnded()).isTrue();
            assertThat(idle.isEnded()).isTrue();
            assertThatThrownBy(() -> connect(node)).isInstanceOf(Wire.WireException.class);

            node.comeBack();
            assertThat(ask(node, NODE_INFO).has("appName")).isTrue();
        }
    }

    @Test
    void anHttpsNodeAnswersOverTls() throws Exception {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTPS, NodeTraits.plain())) {
            Socket socket = trusting().getSocketFactory().createSocket("127.0.0.1", node.port());
            try (Wire client = new Wire(socket)) {
                for (int i = 0; i < 2; i++) {
                    assertThat(json(client.post(NODE_INFO).readAnswer()).has("appName"))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void nodesOfOneTangleKnowEachOthersTransactions() {
        Tangle tangle = new Tangle();
        String find = "{\"command\":\"findTransactions\",\"addresses\":[\"" + "9".repeat(81) + "\"]}";
        try (SimulatedNode one = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain(), tangle);
                SimulatedNode other = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain(), tangle);
                SimulatedNode stranger = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain())) {
            ask(one, "{\"command\":\"broadcastTransactions\",\"trytes\":[\"" + ZEROS + "\"]}");
            assertThat(strings(ask(other, find), "hashes")).hasSize(1);
            assertThat(strings(ask(stranger, find), "hashes")).isEmpty();
        }
    }

    private static SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                null);
        return context;
    }
}
