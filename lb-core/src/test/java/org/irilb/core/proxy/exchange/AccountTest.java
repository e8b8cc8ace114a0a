package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AbuseConfig.Manner;
import org.irilb.core.config.Rate;
import org.irilb.core.config.ServerName;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the access log is told. */
@Execution(ExecutionMode.CONCURRENT)
final class AccountTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private final BlockingQueue<AccessRecord> records = new LinkedBlockingQueue<>();
    private final AccessLog log = new AccessLog() {
        @Override
        public void add(AccessRecord record) {
            records.add(record);
        }

        @Override
        public int bodyLimit() {
            return 12;
        }

        @Override
        public long lost() {
            return 3;
        }
    };

    private LoadBalancer start(Setup setup, int... ports) {
        LoadBalancer balancer = LoadBalancer.startLogged(setup.config(), log);
        balancer.updateNodes(java.util.Arrays.stream(ports)
                .mapToObj(port -> Setup.node(port, 1, 1))
                .toList());
        Await.until("the nodes are known", () -> balancer.status().snapshotVersion() == (ports.length == 0 ? 1 : 2));
        return balancer;
    }

    private AccessRecord next() throws InterruptedException {
        AccessRecord record = records.poll(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(record).isNotNull();
        return record;
    }

    @Test
    void whatTheLogHasLostIsPartOfTheStatus() {
        try (LoadBalancer logged = start(Setup.standard());
                LoadBalancer silent = LoadBalancer.start(Setup.standard().config())) {
            assertThat(logged.status().lostLogs()).isEqualTo(3);
            assertThat(silent.status().lostLogs()).isZero();
        }
    }

    @Test
    void whatAnOperatorBreaksOffIsToldAsThat() throws InterruptedException {
        try (Origin node = Origin.holding("{}");
                LoadBalancer balancer = start(Setup.standard(), node.port());
                Wire client = Wire.connect(balancer.address(Setup.LISTENER)).post(NODE_INFO)) {
            Await.until("it is at the node", () -> node.requests().size() == 1);
            balancer.operator()
                    .killAll(new ServerName(Setup.POOL, "127.0.0.1:" + node.port()))
                    .join();
            assertThat(client.isReset()).isTrue();
            assertEnded(Ending.KILLED, Phase.HEADERS, -1);
        }
    }

    private AccessRecord assertEnded(Ending ending, Phase phase, int status) throws InterruptedException {
        AccessRecord record = next();
        assertThat(record.ending()).isEqualTo(ending);
        assertThat(record.phase()).isEqualTo(phase);
        assertThat(record.status()).isEqualTo(status);
        return record;
    }

    @Test
    void aServedRequestIsToldWithAllItsPhases() throws InterruptedException {
        long before = System.currentTimeMillis();
        try (Origin node = Origin.answering("{}");
                LoadBalancer balancer = start(Setup.standard(), node.port());
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.send(Wire.request(NODE_INFO).replace("\r\n\r\n", "\r\nUser-Agent: wallet/1 (x)\r\n\r\n"));
            Wire.Message answer = client.readAnswer();
            AccessRecord record = next();
            assertThat(record.beganMillis()).isBetween(before, System.currentTimeMillis());
            assertThat(record.client().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
            assertThat(record.listener()).isEqualTo(Setup.LISTENER);
            assertThat(record.pool()).isEqualTo(Setup.POOL);
            assertThat(record.server()).isEqualTo("127.0.0.1:" + node.port());
            assertThat(record.bytes()).isEqualTo(answer.raw().length());
            assertThat(List.of(
                            record.requestMillis(),
                            record.queueMillis(),
                            record.connectMillis(),
                            record.responseMillis(),
                            record.totalMillis()))
                    .allMatch(millis -> millis >= 0);
            assertThat(record.ending()).isEqualTo(Ending.NORMAL);
            assertThat(record.phase()).isEqualTo(Phase.END);
            assertThat(record.load()).isEqualTo(new AccessRecord.Load(1, 1, 1, 1));
            RequestText text = record.request().orElseThrow();
            assertThat(text.line()).isEqualTo("POST / HTTP/1.1");
            assertThat(text.userAgent()).isEqualTo("wallet/1 (x)");
            assertThat(text.body()).isEqualTo("{\"command\":\"".getBytes(StandardCharsets.US_ASCII));
            assertThat(text.bodyLength()).isEqualTo(NODE_INFO.length());
        }
    }

    @Test
    void whatReachesNoNodeIsToldToo() throws InterruptedException {
        try (LoadBalancer balancer = start(Setup.standard());
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.post(NODE_INFO).readAnswer();
            assertEnded(Ending.NODE_FAILED, Phase.CONNECT, 503);
            client.post("{\"command\":\"getNeighbors\"}").readAnswer();
            AccessRecord refused = next();
            assertThat(refused.ending()).isEqualTo(Ending.REFUSED);
            assertThat(refused.phase()).isEqualTo(Phase.REQUEST);
            assertThat(refused.pool()).isEqualTo(Setup.LISTENER);
            assertThat(refused.server()).isEmpty();
            assertThat(refused.queueMillis()).isEqualTo(-1);
            client.send("no request\r\n\r\n");
            AccessRecord malformed = next();
            assertThat(malformed.status()).isEqualTo(400);
            assertThat(malformed.request()).isEmpty();
            assertThat(malformed.requestMillis()).isEqualTo(-1);
        }
    }

    @Test
    void whoBrokeOffAndWhereIsTold() throws InterruptedException {
        Setup setup = Setup.standard().withServerTimeout(Duration.ofSeconds(2));
        try (Origin node = Origin.playing((wire, origin) -> {
                    String body = origin.next(wire).body();
                    origin.done();
                    if (body.contains("cut")) {
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
                    } else if (body.contains("slow")) {
                        wire.readToEnd();
                    }
                });
                LoadBalancer balancer = start(setup, node.port());
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.post("{\"command\":\"getNodeInfo\",\"how\":\"gone\"}").readAnswer();
            assertEnded(Ending.NODE_FAILED, Phase.HEADERS, 502);
            client.post("{\"command\":\"getNodeInfo\",\"how\":\"slow\"}").readAnswer();
            AccessRecord slow = assertEnded(Ending.NODE_SLOW, Phase.HEADERS, 504);
            assertThat(slow.connectMillis()).isNotNegative();
            assertThat(slow.responseMillis()).isEqualTo(-1); // the answer is the balancer's
            client.post("{\"command\":\"getNodeInfo\",\"how\":\"cut\"}").readToEnd();
            assertEnded(Ending.NODE_FAILED, Phase.DATA, 200);
        }
    }

    @Test
    void aRetryIsToldWithTheNodeThatServed() throws InterruptedException {
        try (DeadPort dead = new DeadPort();
                Origin node = Origin.answering("{}");
                LoadBalancer balancer = start(Setup.standard(), dead.port(), node.port());
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.post(NODE_INFO).readAnswer();
            AccessRecord record = next();
            assertThat(record.server()).isEqualTo("127.0.0.1:" + node.port());
            assertThat(record.retries()).isEqualTo(1);
            assertThat(record.redispatched()).isTrue();
        }
    }

    @Test
    void aRefusalWithoutAnAnswerIsToldWithoutStatus() throws InterruptedException {
        try (LoadBalancer balancer = start(greedy(Manner.CLOSE));
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.post("{}");
            assertEnded(Ending.REFUSED, Phase.REQUEST, 400);
            client.post(NODE_INFO);
            assertEnded(Ending.REFUSED, Phase.REQUEST, -1);
        }
    }

    @Test
    void whoLeavesBeforeADelayedRefusalIsToldOnce() throws InterruptedException {
        try (LoadBalancer balancer = start(greedy(Manner.TARPIT));
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.post("{}");
            assertEnded(Ending.REFUSED, Phase.REQUEST, 400);
            client.post(NODE_INFO);
            Await.until("it waits", () -> status(balancer).sum(Counter.DENIED_REQUESTS) == 2);
            client.reset();
            assertEnded(Ending.CLIENT_LEFT, Phase.REQUEST, -1);
        }
        assertThat(records).isEmpty();
    }

    private static Counters status(LoadBalancer balancer) {
        return balancer.status().listeners().get(0).counters();
    }

    /** One request is enough. */
    private static Setup greedy(Manner manner) {
        Duration hour = Duration.ofHours(1);
        return Setup.standard()
                .with(new AbuseConfig(
                        Optional.empty(),
                        Optional.of(new Rate(1, hour)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        hour,
                        manner,
                        hour,
                        Optional.empty(),
                        100));
    }
}
