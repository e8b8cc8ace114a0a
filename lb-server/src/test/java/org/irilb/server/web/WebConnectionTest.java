package org.irilb.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.health.check.CheckResult;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.metrics.MetricSource;
import org.irilb.server.nodecheck.NodeCheckDoor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** How clients are served whatever they send, and however they read; on the wire. */
@Execution(ExecutionMode.CONCURRENT)
final class WebConnectionTest {

    private static final int NODES = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String HEALTHZ = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String JSON = "GET /;json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String CSV = "GET /;csv HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String METRICS = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String CHECK = "GET /node-check?a=http://node HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String LAST = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
    private final CompletableFuture<CheckResult> check = new CompletableFuture<>();
    private final AtomicInteger scrapes = new AtomicInteger();
    private final CountDownLatch scraped = new CountDownLatch(1);
    private final Statistics statistics = new Statistics(balancer);
    private AdminWeb web = open(new AdminWeb.Limits(200, PATIENCE));

    private AdminWeb open(AdminWeb.Limits limits) {
        AdminWeb.Shown shown = new AdminWeb.Shown(
                statistics,
                List.of((view, exposition) -> {
                    scrapes.incrementAndGet();
                    Await.latch(scraped);
                }),
                new NodeCheckDoor(wanted -> check, target -> true));
        return AdminWeb.open(new InetSocketAddress("127.0.0.1", 0), shown, Visitors.ANYBODY, limits);
    }

    private void reopen(AdminWeb.Limits limits) {
        web.close();
        web = open(limits);
    }

    @AfterEach
    void close() {
        scraped.countDown();
        web.close();
        balancer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEALTHZ, JSON, HEALTHZ + JSON + CSV, JSON + HEALTHZ})
    void whoSendsNoMoreIsToldAllThatItAskedFor(String requests) {
        nodes(NODES);
        scraped.countDown();
        try (Wire client = connect().send(requests).endOutput()) {
            requests.lines()
                    .filter(line -> line.startsWith("GET "))
                    .forEach(request ->
                            assertThat(client.read().status()).as(request).isEqualTo(200));
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /healthz HTTP/1.1\r\nHost: loc",
                "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1"
            })
    void whoSendsNoMoreInTheMiddleOfARequestIsLetGo(String half) {
        try (Wire client = connect().send(half).endOutput()) {
            assertThat(client.readToEnd()).doesNotContain("200");
        }
    }

    private Wire connect() {
        return Wire.connect(web.address());
    }

    private void nodes(int count) {
        balancer.updateNodes(IntStream.rangeClosed(1, count)
                .mapToObj(i -> Setup.node(i, 1, 1))
                .toList());
        Await.until("the nodes are known", () -> balancer.status().snapshotVersion() > 1);
        statistics.tick(); // that they are many
    }

    private int statusOf(String request) {
        try (Wire client = connect().send(request)) {
            return client.read().status();
        }
    }

    @Test
    void requestsThatComeTogetherAreAnsweredOneAfterTheOther() {
        try (Wire client =
                connect().send(CHECK + HEALTHZ + JSON + "GET /no HTTP/1.1\r\nHost: localhost\r\n\r\n" + LAST)) {
            assertThat(client.isSilentFor(Duration.ofMillis(50))).isTrue();
            check.completeExceptionally(new IllegalStateException("closed"));
            assertThat(client.read().body()).startsWith("not checked");
            assertThat(client.read().body()).isEqualTo("alive\n");
            assertThat(client.read().body())
                    .startsWith("[[{\"objType\":\"Frontend\"")
                    .endsWith("]\n");
            assertThat(client.read().status()).isEqualTo(404);
            assertThat(client.read().field("Connection")).contains("close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void manyThatComeTogetherAreAllAnswered() {
        int requests = 20_000;
        try (Wire client = connect()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> client.send(HEALTHZ.repeat(requests)));
            for (int i = 0; i < requests; i++) {
                assertThat(client.read().status()).isEqualTo(200);
                client.forget();
            }
            sent.join();
        }
    }

    @Test
    void aBodyIsThrownAwayAndNothingIsReadBehindIt() {
        String chunks = "1\r\nx\r\n".repeat(20_000) + "0\r\n\r\n";
        for (String body : List.of("Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n" + chunks)) {
            try (Wire client = connect().send("POST /stats HTTP/1.1\r\nHost: localhost\r\n" + body + HEALTHZ)) {
                Wire.Message answer = client.read();
                assertThat(answer.status()).isEqualTo(405);
                assertThat(answer.field("Connection")).contains("close");
                assertThat(client.isEnded()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /healthz HTTP/1.1~~                                          | 400 | fields Host (expected: one)",
                "GET /healthz HTTP/1.1~Host: a~Host: b~~                          | 400 | fields Host (expected: one)",
                "GET http:healthz HTTP/1.1~Host: a~~                              | 400 | expected: /path?query",
                "GET /{a} HTTP/1.1~Host: a~~                                      | 400 | expected: /path?query",
                "GET /healthz HTTP/1.1~Host: a~ folded~Bad Name: b~~              | 400 | expected: HTTP/1.1",
                "GET /healthz HTTP/3.1~Host: a~~                                  | 505 | HTTP/3.1 is not spoken",
                "PRI * HTTP/2.0~~                                                 | 505 | expected: HTTP/1.1",
                "hello~~                                                          | 400 | expected: HTTP/1.1",
                "POST / HTTP/1.1~Host: a~Content-Length: 1~Expect: 100-continue~~ | 417 | expected: no Expect",
                "POST / HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2~~    | 400 | expected: HTTP/1.1"
            })
    void whatIsMalformedIsRefusedAndTheConnectionEnds(String request, int status, String why) {
        try (Wire client = connect().send(request.replace("~", "\r\n"))) {
            Wire.Message answer = client.read();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains(why);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void whatIsTooLongIsRefused() {
        String field = "X-Pad: " + "x".repeat(1000) + "\r\n";
        assertThat(statusOf("GET /" + "x".repeat(17_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isEqualTo(414);
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: a\r\n" + field.repeat(17) + "\r\n"))
                .isEqualTo(431);
        assertThat(statusOf("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + field.repeat(15) + "\r\n"))
                .isEqualTo(200);
        String body = "x".repeat(10 * 1024 * 1024);
        assertThat(statusOf("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                .isEqualTo(413);
    }

    @Test
    void aClientOfHttp10GetsNoChunks() {
        try (Wire client = connect().send("GET /;json HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")) {
            Wire.Message answer = client.readAnswer();
            assertThat(answer.field("Transfer-Encoding")).isEmpty();
            assertThat(answer.field("Connection").orElse("")).isNotEqualTo("keep-alive");
            assertThat(answer.body()).startsWith("[[{\"objType\"").endsWith("]\n");
        }
        try (Wire client = connect()) {
            for (int i = 0; i < 3; i++) {
                client.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(client.read().field("Connection")).contains("keep-alive");
            }
            client.send("GET /healthz HTTP/1.0\r\n\r\n");
            assertThat(client.read().body()).isEqualTo("alive\n");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/;csv", "/;json"})
    void whoAsksForTheHeadGetsNothingElse(String path) {
        nodes(NODES);
        try (Wire client = connect().send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n" + HEALTHZ)) {
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(client.read().body()).isEqualTo("alive\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/;csv", "/;json", "/;typed", "/"})
    void whoReadsSlowlyGetsAllAndMayAskAgain(String path) {
        nodes(NODES);
        String ask = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Wire slow = Wire.connectWithSmallBuffer(web.address())) {
            for (int i = 0; i < 3; i++) {
                Wire.Message answer = slow.send(ask).read();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains("127.0.0.1:" + NODES).hasSizeGreaterThan(50_000);
            }
        }
    }

    @Test
    void shortPagesWaitForNoLongOneAndThoseWhoAskForTheSameGetIt() {
        List<Wire> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                readers.add(connect().send(METRICS));
            }
            Await.until("it is being made", () -> scrapes.get() > 0);
            try (Wire other = connect()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(other.send(HEALTHZ).read().body()).isEqualTo("alive\n");
                }
                assertThat(other.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .read()
                                .status())
                        .isEqualTo(503);
            }
            scraped.countDown();
            assertThat(readers)
                    .allSatisfy(reader -> assertThat(reader.read().body()).contains("haproxy_process_"));
            // one, unless this machine stands still for a second
            assertThat(scrapes.get()).isLessThan(5);
        } finally {
            readers.forEach(Wire::close);
        }
    }

    @Test
    void whoGoesAwayLeavesItsPlaceToOthers() {
        nodes(NODES);
        scraped.countDown();
        for (int round = 0; round < 120; round++) {
            Wire gone = Wire.connectWithSmallBuffer(web.address())
                    .send(List.of(METRICS, JSON, CSV).get(round % 3));
            if (round % 2 == 0) {
                assertThat(gone.readHead().lines().get(0)).startsWith("HTTP/1.1 ");
            }
            gone.reset();
        }
        Await.until("all places are free", () -> statusOf(JSON) == 200 && statusOf(METRICS) == 200);
        Await.until("nobody reads a text that is shared", () -> {
            try (Wire client = connect().send(CSV)) {
                return client.read().field("Content-Length").isPresent();
            }
        });
    }

    @Test
    void aPageThatCannotBeMadeTakesNoPlaceForGood() {
        MetricSource broken = (view, exposition) -> {
            throw new IllegalStateException("on purpose");
        };
        web.close();
        web = AdminWeb.open(
                new InetSocketAddress("127.0.0.1", 0),
                new AdminWeb.Shown(statistics, List.of(broken), NodeCheckDoor.CLOSED),
                Visitors.ANYBODY);
        Logger log = (Logger) LoggerFactory.getLogger(Site.class);
        log.setLevel(Level.OFF); // it is told each time
        try (Wire client = connect()) {
            for (int i = 0; i < 100; i++) {
                Wire.Message answer = client.send(METRICS).read();
                assertThat(answer.status()).as("answer %s", i).isEqualTo(500);
                assertThat(answer.body()).isEqualTo("500 failed, see the log\n");
            }
            assertThat(client.send(JSON).read().status()).isEqualTo(200);
        } finally {
            log.setLevel(null);
        }
    }

    @Test
    void noMoreConnectionsAreServedThanThereMayBe() {
        reopen(new AdminWeb.Limits(3, PATIENCE));
        List<Wire> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                clients.add(connect());
                assertThat(clients.get(i).send(HEALTHZ).read().status()).isEqualTo(200);
            }
            assertThat(isServed()).isFalse();
            clients.remove(0).close();
            Await.until("another may come", this::isServed);
        } finally {
            clients.forEach(Wire::close);
        }
    }

    /** Rather than cut off. */
    private boolean isServed() {
        try {
            return statusOf(HEALTHZ) == 200;
        } catch (Wire.WireException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /healthz HTTP/1.1\r\nHost: local",
                HEALTHZ,
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx"
            })
    void whoAsksForNothingIsLetGo(String beginning) {
        reopen(new AdminWeb.Limits(200, Duration.ofMillis(100)));
        try (Wire client = connect().send(beginning)) {
            assertThat(client.readToEnd()).doesNotContain("405");
        }
    }

    @Test
    void whoWaitsForItsAnswerIsWaitedFor() {
        reopen(new AdminWeb.Limits(200, Duration.ofMillis(500)));
        try (Wire patient = connect().send(CHECK);
                Wire later = connect()) {
            assertThat(later.isEnded()).isTrue(); // so that the other one's time is over, too
            check.completeExceptionally(new IllegalStateException("closed"));
            assertThat(patient.read().status()).isEqualTo(503);
        }
    }

    @Test
    void whoWasRefusedAndStaysIsLetGo() {
        try (Wire client = connect().send("hello\r\n\r\n")) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
            Await.until("it is cut off", () -> {
                try {
                    client.send("x");
                    return false;
                } catch (Wire.WireException e) {
                    return true;
                }
            });
        }
    }

    @Test
    void whoTakesNothingIsLetGo() {
        nodes(1_000);
        try (Wire all = connect().send(JSON)) {
            int length = all.read().raw().length();
            reopen(new AdminWeb.Limits(200, Duration.ofMillis(100)));
            try (Wire deaf = Wire.connectWithSmallBuffer(web.address()).send(JSON)) {
                Await.until("it is cut off, as its kernel knows before it has read", () -> {
                    try {
                        deaf.send("x");
                        return false;
                    } catch (Wire.WireException e) {
                        return true;
                    }
                });
                assertThat(length).isGreaterThan(5_000_000);
            }
        }
    }

    @Test
    void theEndBreaksOffWhatIsUnderWay() throws InterruptedException {
        nodes(NODES);
        try (Wire idle = connect().send(HEALTHZ);
                Wire checking = connect().send(CHECK);
                Wire waiting = connect().send(METRICS);
                Wire reading = Wire.connectWithSmallBuffer(web.address()).send(JSON)) {
            assertThat(idle.read().status()).isEqualTo(200);
            Await.until("a page is being made", () -> scrapes.get() > 0);
            Thread end = new Thread(web::close);
            end.start();
            assertThat(idle.isEnded()).isTrue();
            assertThat(checking.isEnded()).isTrue();
            assertThat(waiting.isEnded()).isTrue();
            reading.readToEnd(); // the system may have had all of it
            end.join();
        }
        assertThatThrownBy(this::connect).isInstanceOf(Wire.WireException.class);
    }
}
