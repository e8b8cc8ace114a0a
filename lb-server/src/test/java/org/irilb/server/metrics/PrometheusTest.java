package org.irilb.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real Prometheus with the files that are shipped for it. */
@Execution(ExecutionMode.CONCURRENT)
final class PrometheusTest {

    private static final Path CONFIG = Path.of("..", "config");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    @Test
    void scrapesIsAskedAndAlertsNobody() throws Exception {
        Tool.require("prometheus");
        try (Watched balancer = new Watched()) {
            balancer.requests();
            watch(balancer);
        }
    }

    private void watch(Watched balancer) throws Exception {
        Path config = dir.resolve("prometheus.yml");
        Files.copy(CONFIG.resolve("alerts.yml"), dir.resolve("alerts.yml"));
        Files.writeString(
                config,
                Files.readString(CONFIG.resolve("prometheus.yml"))
                        .replace("127.0.0.1:9292", balancer.address())
                        .replace("interval: 15s", "interval: 1s"));
        int port = FreePort.any();
        Process prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + dir.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("prometheus.log").toFile())
                .start();
        try {
            String api = "http://127.0.0.1:" + port + "/api/v1/";
            Await.until(
                    "it has scraped", () -> Watched.get(api + "query?query=up").contains(",\"1\"]"));
            balancer.requests(); // between two scrapes, so that rates are seen
            for (String expression : expressions()) {
                Await.until(expression + " is something", () -> {
                    JsonNode answer = query(api, expression);
                    assertThat(answer.path("status").asText())
                            .as(answer.toString())
                            .isEqualTo("success");
                    return !answer.path("data").path("result").isEmpty();
                });
            }
            Await.until(
                    "all alerts were looked at",
                    () -> rules(api).stream()
                            .allMatch(rule -> rule.path("health").asText().equals("ok")));
            assertThat(rules(api))
                    .hasSizeGreaterThan(15)
                    .noneMatch(rule -> rule.path("state").asText().equals("firing"));
        } finally {
            prometheus.destroy();
            assertThat(prometheus.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static JsonNode query(String api, String expression) {
        return json(Watched.get(api + "query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)));
    }

    private static List<JsonNode> rules(String api) {
        List<JsonNode> rules = new ArrayList<>();
        json(Watched.get(api + "rules"))
                .path("data")
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** What the panels of the dashboard ask, as Grafana would. */
    private static List<String> expressions() throws IOException {
        JsonNode dashboard = JSON.readTree(Files.readString(CONFIG.resolve("grafana-dashboard.json")));
        List<String> expressions = dashboard.findValuesAsText("expr").stream()
                .map(expression -> expression.replace("$__rate_interval", "1m").replace("$instance", ".+"))
                .toList();
        assertThat(expressions).hasSizeGreaterThan(25).noneMatch(expression -> expression.contains("$"));
        return expressions;
    }
}
