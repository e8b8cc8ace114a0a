package org.irilb.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.config.AccessFormat;
import org.irilb.server.config.LogSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From requests on the wire to lines in a file. */
class AccessLogTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    @TempDir
    Path dir;

    private AccessLogWriter writer(AccessFormat format, Path file, int bodyLimit, int queue) {
        return AccessLogWriter.start(
                format, new LogSettings(Optional.of(format), Optional.of(file), bodyLimit, queue), false);
    }

    private static LoadBalancer balancer(AccessLogWriter writer, Origin node) {
        LoadBalancer balancer = LoadBalancer.startLogged(Setup.standard().config(), writer);
        balancer.updateNodes(List.of(Setup.node(node.port(), 1, 100)));
        Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
        return balancer;
    }

    private static Wire connect(LoadBalancer balancer) {
        return Wire.connect(balancer.address(Setup.LISTENER));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.US_ASCII) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> await(Path file, int count) {
        Await.until(count + " lines in " + file, () -> lines(file).size() >= count);
        assertThat(lines(file)).hasSize(count);
        return lines(file);
    }

    private static String request(String body, String userAgent) {
        return Wire.request(body).replace("\r\n\r\n", "\r\nUser-Agent: " + userAgent + "\r\n\r\n");
    }

    /** A served request, one that is refused, and one that can't be understood, which ends the connection. */
    private static int askThreeThings(LoadBalancer balancer) {
        try (Wire client = connect(balancer)) {
            int length = client.send(request(NODE_INFO, "wallet/1 {x}"))
                    .readAnswer()
                    .raw()
                    .length();
            client.post("{\"command\":\"getNeighbors\"}").readAnswer();
            client.send("nonsense\r\n\r\n").readToEnd();
            return length;
        }
    }

    @Test
    void requestsBecomeLinesAsHaproxyWritesThem() throws IOException {
        Path file = dir.resolve("access.log");
        try (Origin node = Origin.answering("{}");
                AccessLogWriter writer = writer(AccessFormat.HAPROXY, file, 20, 1024);
                LoadBalancer balancer = balancer(writer, node)) {
            Instant before = Instant.now().minusMillis(1);
            int length = askThreeThings(balancer);
            List<String> lines = await(file, 3);

            Matcher served = Pattern.compile("127\\.0\\.0\\.1:\\d+ \\[([^]]+)] iri_front iri_back/127\\.0\\.0\\.1:"
                            + node.port() + " \\d+/\\d+/\\d+/\\d+/\\d+ 200 " + length
                            + " - - ---- 1/1/1/1/0 0/0 \\{wallet/1 #7Bx#7D\\|} \\{} \"POST / HTTP/1\\.1\""
                            + " body:\\{\"command\":\"getNodeI")
                    .matcher(lines.get(0));
            assertThat(served.matches()).as(lines.get(0)).isTrue();
            DateTimeFormatter date = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ENGLISH);
            assertThat(LocalDateTime.parse(served.group(1), date)
                            .atZone(ZoneId.systemDefault())
                            .toInstant())
                    .isBetween(before, Instant.now());
            assertThat(lines.get(1))
                    .matches(
                            "127\\.0\\.0\\.1:\\d+ \\[[^]]+] iri_front iri_front/<NOSRV> \\d+/-1/-1/-1/\\d+ \\d{3} \\d+"
                                    + " - - PR-- 1/1/0/0/0 0/0 \\{\\|} \\{} \"POST / HTTP/1\\.1\" body:\\{\"command\":\"getNeigh");
            assertThat(lines.get(2))
                    .matches("127\\.0\\.0\\.1:\\d+ \\[[^]]+] iri_front iri_front/<NOSRV> -1/-1/-1/-1/\\d+ 400 \\d+"
                            + " - - PR-- 1/1/0/0/0 0/0 \\{\\|} \\{} \"<BADREQ>\" body:");
        }
    }

    @Test
    void requestsBecomeObjects() throws IOException {
        Path file = dir.resolve("access.json");
        ObjectMapper mapper = new ObjectMapper();
        try (Origin node = Origin.answering("{}");
                AccessLogWriter writer = writer(AccessFormat.JSON, file, 1024, 1024);
                LoadBalancer balancer = balancer(writer, node)) {
            Instant before = Instant.now().minusMillis(1);
            int length = askThreeThings(balancer);
            await(file, 3);
            JsonNode served = mapper.readTree(lines(file).get(0));
            JsonNode refused = mapper.readTree(lines(file).get(1));
            JsonNode malformed = mapper.readTree(lines(file).get(2));

            assertThat(Instant.parse(served.get("time").textValue())).isBetween(before, Instant.now());
            assertThat(served.get("server").textValue()).isEqualTo("127.0.0.1:" + node.port());
            assertThat(served.get("status").intValue()).isEqualTo(200);
            assertThat(served.get("bytes").intValue()).isEqualTo(length);
            assertThat(served.get("body").textValue()).isEqualTo(NODE_INFO);
            assertThat(served.get("user_agent").textValue()).isEqualTo("wallet/1 {x}");
            assertThat(served.get("connect_ms").isNumber()).isTrue();
            assertThat(refused.get("server").isNull()).isTrue();
            assertThat(refused.get("ending").textValue()).isEqualTo("refused");
            assertThat(refused.get("connect_ms").isNull()).isTrue();
            assertThat(malformed.get("status").intValue()).isEqualTo(400);
            assertThat(malformed.has("request")).isFalse();
        }
    }

    /** What tools would read as another request, a terminal as a command, and a journal as a level. */
    @ParameterizedTest
    @EnumSource(AccessFormat.class)
    void noRequestBecomesTwoLines(AccessFormat format) {
        Path file = dir.resolve("access.log");
        String forged = "\\r\\n127.0.0.1:1 [01/Jan/2026:00:00:00.000] iri_front";
        try (Origin node = Origin.answering("{}");
                AccessLogWriter writer = writer(format, file, 1 << 20, 1024);
                LoadBalancer balancer = balancer(writer, node);
                Wire client = connect(balancer)) {
            String odd = "{\"command\":\"getNodeInfo\"\r\n\n<0>,\"a\":\"" + forged + "\u00e4\"}";
            client.send(request(odd, "a\tb\u00ff\u0085").getBytes(StandardCharsets.UTF_8))
                    .readAnswer();
            client.post(NODE_INFO + "\n\r\u000b\f\n").readAnswer();

            assertThat(await(file, 2)).allMatch(line -> line.matches("[ -~]+"));
        }
    }

    /** All of them would have room in the queue, so none is lost however slow the machine is. */
    @Test
    void tenThousandRequestsOfEachConnectionStayInOrder() throws Exception {
        Path file = dir.resolve("access.log");
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try (Origin node = Origin.answering("{}");
                AccessLogWriter writer = writer(AccessFormat.HAPROXY, file, 64, 1 << 20)) {
            try (LoadBalancer balancer = balancer(writer, node)) {
                Future<?> first = clients.submit(() -> ask(balancer, "a", 10_000));
                Future<?> second = clients.submit(() -> ask(balancer, "b", 10_000));
                first.get();
                second.get();
            }
            assertThat(writer.lost()).isZero();
        } finally {
            clients.shutdownNow();
        }

        List<String> expected =
                IntStream.range(0, 10_000).mapToObj(Integer::toString).toList();
        assertThat(lines(file)).hasSize(20_000);
        assertThat(numbersOf("a", lines(file))).isEqualTo(expected);
        assertThat(numbersOf("b", lines(file))).isEqualTo(expected);
    }

    private static List<String> numbersOf(String client, List<String> lines) {
        Pattern number = Pattern.compile("\"by\":\"" + client + "\",\"n\":(\\d+)}$");
        return lines.stream()
                .map(number::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    /** Fifty at a time. */
    private static void ask(LoadBalancer balancer, String name, int times) {
        try (Wire client = connect(balancer)) {
            for (int i = 0; i < times; i += 50) {
                StringBuilder requests = new StringBuilder();
                for (int n = i; n < i + 50; n++) {
                    requests.append(
                            Wire.request("{\"command\":\"getNodeInfo\",\"by\":\"" + name + "\",\"n\":" + n + "}"));
                }
                client.send(requests.toString());
                for (int n = 0; n < 50; n++) {
                    assertThat(client.readAnswer().status()).isEqualTo(200);
                }
                client.forget();
            }
        }
    }

    /** Nobody reads the pipe: at first it can't even be opened, and then it is full. */
    @Test
    @Timeout(300)
    void anOutputThatNobodyTakesCostsLinesAndNoRequest() throws Exception {
        Path pipe = dir.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        ExecutorService readers = Executors.newSingleThreadExecutor();
        AccessLogWriter writer = writer(AccessFormat.HAPROXY, pipe, 1024, 1024);
        try (Logged logged = Logged.by(Losses.class)) {
            Future<List<String>> lines;
            try (Origin node = Origin.answering("{}");
                    LoadBalancer balancer = balancer(writer, node)) {
                ask(balancer, "unopened", 1_500);
                Await.until("losses", () -> writer.lost() == 1_500 - 1_024);
                assertThat(balancer.status().lostLogs()).isEqualTo(1_500 - 1_024);

                BufferedReader reader = Files.newBufferedReader(pipe);
                assertThat(reader.readLine()).endsWith("\"by\":\"unopened\",\"n\":0}");
                long before = writer.lost();
                ask(balancer, "unread", 4_000);
                Await.until("more losses", () -> writer.lost() > before);
                lines = readers.submit(() -> {
                    try (reader) {
                        return reader.lines().toList();
                    }
                });
            }
            writer.close();

            assertThat(lines.get()).hasSize(5_500 - 1 - (int) writer.lost()).allMatch(line -> line.endsWith("}"));
            assertThat(logged.lines()).isNotEmpty().allMatch(line -> line.startsWith("WARN access log: "));
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    void aFileIsOpenedAgainWhileRequestsAreServedAndNoLineIsMissing() throws Exception {
        Path file = dir.resolve("access.log");
        ExecutorService client = Executors.newSingleThreadExecutor();
        try (Origin node = Origin.answering("{}");
                AccessLogWriter writer = writer(AccessFormat.JSON, file, 64, 8192)) {
            try (LoadBalancer balancer = balancer(writer, node)) {
                Future<?> asking = client.submit(() -> ask(balancer, "c", 4_000));
                for (int i = 1; i <= 3; i++) {
                    Await.until("lines in a new file", () -> !lines(file).isEmpty());
                    Files.move(file, dir.resolve("access.log." + i));
                    writer.reopen();
                }
                asking.get();
            }
        } finally {
            client.shutdownNow();
        }

        int all = 0;
        for (String name : new String[] {"access.log.1", "access.log.2", "access.log.3", "access.log"}) {
            List<String> lines = lines(dir.resolve(name));
            all += lines.size();
            for (String line : lines) {
                new ObjectMapper().readTree(line);
            }
        }
        assertThat(all).isEqualTo(4_000);
    }
}
