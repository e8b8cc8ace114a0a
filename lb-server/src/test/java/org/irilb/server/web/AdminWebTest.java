package org.irilb.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.health.check.Check;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.CheckStatus;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.nodecheck.NodeCheckDoor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminWebTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Origin origin = Origin.answering("{\"tips\":1}");
    private final NodeConfig node = Setup.node(origin.port(), 2, 10);
    private final LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
    private final Map<String, CompletableFuture<CheckResult>> checks = new ConcurrentHashMap<>();
    private final AdminWeb web = AdminWeb.open(
            new InetSocketAddress("127.0.0.1", 0),
            new AdminWeb.Shown(new Statistics(balancer), List.of(), new NodeCheckDoor(this::check, target -> true)),
            Visitors.ANYBODY);

    @AfterEach
    void close() {
        web.close();
        balancer.close();
        origin.close();
    }

    private CompletableFuture<CheckResult> check(Check check) {
        return checks.computeIfAbsent(check.target().host(), host -> new CompletableFuture<>());
    }

    private static CheckResult result(CheckStatus status, boolean warning) {
        return new CheckResult(status, 200, warning, Duration.ZERO, "said so", Optional.empty());
    }

    @Test
    void nodesAreCheckedWithoutAThreadThatWaits() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            URI uri = URI.create("http://127.0.0.1:" + web.address().getPort() + "/node-check?i&a=http://node" + i);
            answers.add(HTTP.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
        }
        Await.until("all are being checked", () -> checks.size() == 20);
        assertThat(get("/healthz")).isEqualTo("alive\n");

        checks.get("node0").complete(result(CheckStatus.L7OK, false));
        checks.get("node1").complete(result(CheckStatus.L7OK, true));
        checks.get("node2").complete(result(CheckStatus.L4CON, false));
        checks.get("node3").completeExceptionally(new IllegalStateException("closed"));

        assertThat(answers.get(0).join().statusCode()).isEqualTo(200);
        assertThat(answers.get(0).join().body()).isEqualTo("OK: said so\n");
        assertThat(answers.get(1).join().statusCode()).isEqualTo(429);
        assertThat(answers.get(2).join().statusCode()).isEqualTo(503);
        assertThat(answers.get(3).join().statusCode()).isEqualTo(503);
        assertThat(answers.get(4)).isNotDone();
        assertThat(send("GET", "/node-check").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/node-check?a=http://node").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/node-check/more").statusCode()).isEqualTo(404);
    }

    private void nodes(NodeConfig... nodes) {
        long before = balancer.status().snapshotVersion();
        balancer.updateNodes(List.of(nodes));
        Await.until("the nodes are known", () -> balancer.status().snapshotVersion() > before);
    }

    private void request(String json) {
        try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.post(json).readAnswer();
        }
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + web.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send("GET", path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    @Test
    void theStatisticsComeAsHaproxyGivesThem() throws IOException, InterruptedException {
        nodes(node);
        request("{\"command\":\"getNodeInfo\"}");

        List<String> csv = get("/;csv").lines().toList();
        assertThat(csv.get(0)).startsWith("# pxname,svname,qcur,");
        assertThat(csv).anyMatch(line -> line.startsWith("iri_back," + node.id() + ",0,0,"));
        assertThat(csv).anyMatch(line -> line.startsWith("iri_front,FRONTEND,"));
        assertThat(get("/stats;csv;norefresh").lines().toList()).hasSameSizeAs(csv);
        assertThat(get("/;json")).startsWith("[[{\"objType\":\"Frontend\"");
        assertThat(get("/;typed")).contains("status.1:SGP:str:UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/;csv", "/;json", "/;typed"})
    void serversOutOfServiceAreLeftOutOnDemand(String path) throws IOException, InterruptedException {
        nodes(node.in(ServiceState.MAINT, "its check"));
        assertThat(get(path)).contains(node.id());
        assertThat(get(path + ";no-maint")).doesNotContain(node.id());
        assertThat(get(path + ";up")).doesNotContain(node.id());

        nodes(node.in(ServiceState.DOWN, "its check"));
        assertThat(get(path + ";no-maint")).contains(node.id());
        assertThat(get(path + ";up")).doesNotContain(node.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/;csv      | text/plain; charset=utf-8",
                "/;json     | application/json",
                "/metrics   | text/plain; version=0.0.4; charset=utf-8",
                "/healthz   | text/plain; charset=utf-8",
                "/nowhere   | text/plain; charset=utf-8"
            })
    void eachAnswerIsTakenForNothingElseAndIsAskedForAnew(String path, String type)
            throws IOException, InterruptedException {
        HttpHeaders fields = send("GET", path).headers();
        assertThat(fields.firstValue("Content-Type")).contains(type);
        assertThat(fields.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(fields.firstValue("Cache-Control")).contains("no-cache");
        assertThat(fields.firstValue("Date")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/stats"})
    void peopleGetATable(String path) throws IOException, InterruptedException {
        nodes(node.in(ServiceState.MAINT, "<script>alert(1)</script>"));
        HttpResponse<String> page = send("GET", path);

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Refresh")).contains("5");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; ")
                .doesNotContain("script-src");
        assertThat(page.body())
                .contains("<b>iri_back</b>", node.id(), "MAINT", "&lt;script&gt;")
                .doesNotContain("<script>");
        assertThat(send("GET", path + ";norefresh").headers().firstValue("Refresh"))
                .isEmpty();
    }

    @Test
    void itIsAliveAndReadyWhenThereIsANode() throws IOException, InterruptedException {
        assertThat(get("/healthz")).isEqualTo("alive\n");
        assertThat(send("GET", "/readyz").statusCode()).isEqualTo(503);

        nodes(node);
        assertThat(get("/readyz")).isEqualTo("ready\niri_back 1/1\niri_pow_back 1/1\n");
        nodes(node.in(ServiceState.DRAIN, ""));
        assertThat(send("GET", "/readyz").body()).startsWith("no usable node\niri_back 0/1\n");
    }

    @Test
    void metricsBearTheNamesOfHaproxysExporter() throws IOException, InterruptedException {
        nodes(node);
        request("{\"command\":\"getNodeInfo\"}");
        request("{\"command\":\"addNeighbors\"}");

        String metrics = get("/metrics");
        Set<String> ours = metrics.lines()
                .filter(line -> line.startsWith("# TYPE haproxy_"))
                .map(line -> line.substring("# TYPE ".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ours).hasSizeGreaterThan(130);
        assertThat(ours).isSubsetOf(haproxys());
        assertThat(metrics.lines())
                .contains(
                        "haproxy_server_http_responses_total{proxy=\"iri_back\",server=\"" + node.id()
                                + "\",code=\"2xx\"} 1",
                        "haproxy_server_status{proxy=\"iri_back\",server=\"" + node.id() + "\",state=\"UP\"} 1",
                        "haproxy_server_weight{proxy=\"iri_back\",server=\"" + node.id() + "\"} 2",
                        "haproxy_frontend_http_requests_total{proxy=\"iri_front\"} 2",
                        "haproxy_frontend_status{proxy=\"iri_front\",state=\"UP\"} 1",
                        "haproxy_backend_agg_server_status{proxy=\"iri_back\",state=\"UP\"} 1",
                        "haproxy_backend_active_servers{proxy=\"iri_back\"} 1",
                        "irilb_refusals_total{rule=\"deny-commands\"} 1",
                        "irilb_command_refusals_total{command=\"addNeighbors\",rule=\"deny-commands\"} 1",
                        "irilb_command_requests_total{command=\"getNodeInfo\"} 1",
                        "irilb_command_duration_seconds_count{command=\"getNodeInfo\"} 1",
                        "irilb_command_duration_seconds_bucket{command=\"getNodeInfo\",le=\"+Inf\"} 1",
                        "irilb_queue_wait_seconds_count{proxy=\"iri_back\"} 1");
        assertThat(metrics).contains("jvm_memory_used_bytes{", "process_files_open_files");
    }

    private String metrics() {
        try {
            return get("/metrics");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> haproxys() throws IOException {
        try (InputStream in = AdminWebTest.class.getResourceAsStream("haproxy-2.6-metrics.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().collect(Collectors.toSet());
        }
    }

    @Test
    void aListenerWhosePortIsClosedIsDown() throws IOException, InterruptedException {
        balancer.operator().pause(Setup.LISTENER).join();
        assertThat(get("/metrics").lines())
                .contains(
                        "haproxy_frontend_status{proxy=\"iri_front\",state=\"DOWN\"} 1",
                        "haproxy_frontend_status{proxy=\"iri_front\",state=\"UP\"} 0");
    }

    @Test
    void nothingIsLeftOfANodeThatIsGone() throws IOException, InterruptedException {
        nodes(node);
        assertThat(get("/metrics")).contains(node.id());
        nodes();
        Await.until("it is gone", () -> !metrics().contains(node.id()));
    }

    @Test
    void itOnlyShows() throws IOException, InterruptedException {
        HttpResponse<String> post = send("POST", "/stats");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(send("GET", "/nowhere").statusCode()).isEqualTo(404);
        HttpResponse<String> head = send("HEAD", "/healthz");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }
}
