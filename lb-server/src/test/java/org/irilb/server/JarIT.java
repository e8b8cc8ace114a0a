package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class JarIT {

    private static final String LISTENS = "iri_front listens on 127\\.0\\.0\\.1:(\\d+)";
    private static final String ANY_PORTS = """
            listeners: [{ name: iri_front, bind: "127.0.0.1:0" }]
            admin: { socket: null, web: null }
            health: { trust: consul }
            """;

    private static final List<String> LISTING_CLASSES = List.of("-Xlog:class+load:file=classes.txt");

    @TempDir
    Path dir;

    private void config(String yaml) throws IOException {
        Files.createDirectories(dir.resolve("config/services"));
        Files.writeString(dir.resolve("config/lb.yml"), yaml);
    }

    private static InetSocketAddress address(String port) {
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalEndsItInOrder(String signal) throws IOException {
        config(ANY_PORTS);
        try (Launched jar = Launched.start(dir)) {
            InetSocketAddress address = address(jar.await(LISTENS));
            try (Wire client = Wire.connect(address)) {
                assertThat(client.post("{\"command\":\"getNodeInfo\"}")
                                .readAnswer()
                                .status())
                        .isEqualTo(503);

                jar.signal(signal);

                assertThat(client.isEnded()).isTrue();
                assertThat(jar.exitCode()).isZero();
            }
            assertThat(jar.out()).contains("stopping: SIG" + signal).endsWith("stopped\n");
            assertThat(jar.err()).isEmpty();
            assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    /** It would cost the balancer much, and the client little. */
    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jdk"})
    void aClientMayNotNegotiateAgain(String provider) throws IOException {
        Issuer issuer = Issuer.named("jar");
        Path certificate = Issuer.write(issuer.issue("localhost"), dir, "localhost.pem");
        config(ANY_PORTS.replace(
                ":0\" }", ":0\", tls: { certificates: [\"" + certificate + "\"], provider: " + provider + " } }"));
        try (Launched jar = Launched.start(dir)) {
            InetSocketAddress address = address(jar.await(LISTENS));
            try (SSLSocket client = (SSLSocket)
                    issuer.client().getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
                client.setSoTimeout(20_000);
                client.setEnabledProtocols(new String[] {"TLSv1.2"});
                client.startHandshake();

                client.startHandshake();
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SSLException.class);
            }
        }
    }

    @Test
    void whatRunsMayFinishWhenASignalEndsIt() throws IOException {
        config(ANY_PORTS);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (Origin node = Origin.playing((wire, origin) -> answerWhen(mayAnswer, wire, origin));
                Launched jar = launchedOver(node);
                Wire client = Wire.connect(address(jar.await(LISTENS)))) {
            client.post("{\"command\":\"getNodeInfo\"}");
            Await.until("the request at the node", () -> !node.requests().isEmpty());

            jar.signal("TERM");
            jar.await("stopping: SIGTERM");
            mayAnswer.countDown();

            assertThat(client.readAnswer().body()).isEqualTo("{}");
            assertThat(jar.exitCode()).isZero();
        }
    }

    private static void answerWhen(CountDownLatch mayAnswer, Wire wire, Origin origin) {
        try {
            origin.next(wire);
            origin.done();
            mayAnswer.await();
            wire.send(Origin.ok("{}"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSecondSignalWaitsForNothing() throws IOException {
        config(ANY_PORTS);
        CountDownLatch never = new CountDownLatch(1);
        try (Origin node = Origin.playing((wire, origin) -> answerWhen(never, wire, origin));
                Launched jar = launchedOver(node);
                Wire client = Wire.connect(address(jar.await(LISTENS)))) {
            client.post("{\"command\":\"getNodeInfo\"}");
            Await.until("the request at the node", () -> !node.requests().isEmpty());

            jar.signal("TERM");
            jar.await("stopping: SIGTERM");
            long begun = System.nanoTime();
            Await.until("another signal isn't the same", () -> System.nanoTime() - begun > StopSignal.SAME.toNanos());
            jar.signal("TERM");

            assertThat(client.readToEnd()).doesNotContain("200");
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.out()).contains("asked again: what still ran was ended");
        }
    }

    /** Runs it with a node, and waits until that is known. */
    private Launched launchedOver(Origin node) throws IOException {
        Files.writeString(dir.resolve("config/services/a.json"), definition("a", node.port()));
        Launched jar = Launched.start(dir);
        jar.await("iri_back: \\+1");
        return jar;
    }

    @Test
    void aMissingDirectoryIsOneLineAndExitCode1() throws IOException {
        config(ANY_PORTS);
        Files.delete(dir.resolve("config/services"));
        try (Launched jar = Launched.start(dir)) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.err())
                    .isEqualTo("nodes.directory: " + dir.resolve("config/services")
                            + " (expected: a directory of service definitions; the command demo needs none)\n");
            assertThat(jar.out()).isEmpty();
        }
    }

    /** What each of them takes is told in the README. */
    @Test
    void aStartLoadsNothingThatItDoesNotNeed() throws IOException {
        config(ANY_PORTS);
        Files.writeString(dir.resolve("config/services/a.json"), definition("a", 14265));
        try (Launched jar = Launched.start(dir, LISTING_CLASSES, "run", "--config", "config/lb.yml")) {
            jar.await(LISTENS);
            jar.signal("TERM");
            assertThat(jar.exitCode()).isZero();
        }

        assertThat(Files.readString(dir.resolve("classes.txt")))
                .contains(" org.irilb.server.Main ", " com.fasterxml.jackson.core.JsonParser ")
                .doesNotContain(
                        " io.vertx.",
                        " picocli.CommandLine ",
                        " com.fasterxml.jackson.databind.ObjectMapper ",
                        " org.snakeyaml.engine.v2.api.Dump ",
                        " io.netty.buffer.AllocateChunkEvent ",
                        " io.netty.resolver.dns.DnsNameResolver ",
                        " io.micrometer.prometheusmetrics.PrometheusMeterRegistry ",
                        " org.bouncycastle.");
    }

    @Test
    void aNodeCheckLoadsNoLog() throws IOException {
        try (Launched jar = Launched.start(dir, LISTING_CLASSES, "node-check", "-a", "http://127.0.0.1:1")) {
            assertThat(jar.exitCode()).isEqualTo(2);
        }

        assertThat(Files.readString(dir.resolve("classes.txt")))
                .contains(" org.irilb.health.probe.Probe ")
                .doesNotContain(" ch.qos.logback.", " picocli.", " io.netty.buffer.AllocateChunkEvent ");
    }

    @Test
    void requestsAreLoggedWhereTheConfigurationSaysSo() throws IOException {
        config("""
                listeners: [{ name: iri_front, bind: "127.0.0.1:0" }]
                admin: { socket: null, unix-socket: admin.sock, web: null }
                log: { access: haproxy }
                """);
        try (Launched jar = Launched.start(dir)) {
            jar.await("admin socket listens on " + dir.resolve("config/admin.sock"));
            try (Wire client = Wire.connect(address(jar.await(LISTENS)))) {
                client.post("{\"command\":\"getNodeInfo\"}").readAnswer();
            }

            jar.await("127\\.0\\.0\\.1:\\d+ \\[.*] iri_front iri_back/<NOSRV> \\d+/.* 503 .* \"POST / HTTP/1\\.1\""
                    + " body:\\{\"command\":\"getNodeInfo\"}\n");
        }
    }

    @Test
    void theWhitelistsFileIsFollowed() throws IOException {
        config("""
                listeners: [{ name: iri_front, bind: "127.0.0.1:0" }]
                admin: { socket: null, web: null }
                rules:
                  whitelist: { addresses: [], file: ../friends }
                  abuse: { connection-rate: null, request-rate: null } # it asks until it is let through
                """);
        Path file = Files.writeString(dir.resolve("friends"), "192.0.2.1\n");
        try (Launched jar = Launched.start(dir);
                Wire client = Wire.connect(address(jar.await(LISTENS)))) {
            String denied = "{\"command\":\"addNeighbors\"}";
            assertThat(client.post(denied).readAnswer().status()).isEqualTo(401);

            Files.writeString(file, "127.0.0.0/8\n127.1\n");
            jar.await("friends: 1 whitelisted");

            Await.until(
                    "the client is known",
                    () -> client.post(denied).readAnswer().status() == 503); // no node
            jar.await("WARN .*friends:2: 127\\.1 \\(expected: an address or a block");
        }
    }

    @Test
    void aLogFileIsOpenedAgainAtASignal() throws IOException {
        config("""
                listeners: [{ name: iri_front, bind: "127.0.0.1:0" }]
                admin: { socket: null, web: null }
                log: { access: json, file: ../access.log }
                """);
        Path file = dir.resolve("access.log");
        Path rotated = dir.resolve("access.log.1");
        try (Launched jar = Launched.start(dir);
                Wire client = Wire.connect(address(jar.await(LISTENS)))) {
            client.post("{\"command\":\"first\"}").readAnswer();
            Await.until("a line", () -> contains(file, "first"));
            Files.move(file, rotated);

            jar.signal("HUP");
            Await.until("a new file", () -> Files.exists(file));
            client.post("{\"command\":\"second\"}").readAnswer();
            Await.until("a line", () -> contains(file, "second"));

            assertThat(rotated).content().containsOnlyOnce("\n").doesNotContain("second");
            assertThat(file).content().doesNotContain("first");
            jar.signal("TERM");
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.out()).doesNotContain("first", "WARN  access log");
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereNoLogFileCanBeWrittenRequestsAreServed() throws IOException {
        config("""
                listeners: [{ name: iri_front, bind: "127.0.0.1:0" }]
                admin: { socket: null, web: null }
                log: { access: json, file: gone/access.log }
                """);
        Path directory = dir.resolve("config/gone");
        try (Launched jar = Launched.start(dir);
                Wire client = Wire.connect(address(jar.await(LISTENS)))) {
            jar.await("WARN +access log: " + directory.resolve("access.log") + " can't be written: no such directory");
            assertThat(client.post("{\"command\":\"kept\"}").readAnswer().status())
                    .isEqualTo(503);

            Files.createDirectory(directory);

            jar.await("INFO +access log: .* is written again");
            assertThat(directory.resolve("access.log")).content().contains("kept");
        }
    }

    @Test
    void aSignalToOpenLogFilesEndsNothingWhereThereIsNone() throws IOException {
        config(ANY_PORTS);
        try (Launched jar = Launched.start(dir);
                Wire client = Wire.connect(address(jar.await(LISTENS)))) {
            jar.signal("HUP");
            jar.await("SIGHUP: there is no access log to open again");

            assertThat(client.post("{\"command\":\"getNodeInfo\"}").readAnswer().status())
                    .isEqualTo(503);
        }
    }

    /** Its configuration is a pipe, so that it waits there before anything else is ready. */
    @Test
    void aSignalToOpenLogFilesMayComeBeforeItIsReady() throws Exception {
        config(ANY_PORTS);
        Path pipe = dir.resolve("config/pipe.yml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (Launched jar = Launched.start(dir, "--config", pipe.toString())) {
            Writer written =
                    CompletableFuture.supplyAsync(() -> open(pipe)).get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            jar.signal("HUP");
            written.append(ANY_PORTS).close();

            jar.await(LISTENS);
            jar.await("SIGHUP: there is no access log to open again");
        }
    }

    /** Returns when somebody reads there. */
    private static Writer open(Path pipe) {
        try {
            return Files.newBufferedWriter(pipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With details logged, each answer that is none is a line: more of them than the system and the queue take. */
    @Test
    void anOutputThatNobodyReadsHoldsUpNoRequest() throws IOException {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.any());
        config("""
                listeners: [{ name: iri_front, bind: "127.0.0.1:%d" }]
                admin: { socket: null, web: null }
                health: { trust: consul }
                """.formatted(address.getPort()));
        try (Origin node = Origin.playing((wire, origin) -> {
            origin.next(wire);
            wire.send("no answer\r\n\r\n");
        })) {
            Files.writeString(dir.resolve("config/services/a.json"), definition("a", node.port()));
            try (Launched jar = Launched.unread(dir, "--verbose")) {
                Await.until("it listens", () -> accepts(address));
                try (Wire client = Wire.connect(address)) {
                    Await.until("the node is known", () -> ask(client) == 502);
                    for (int i = 0; i < 3_000; i++) {
                        assertThat(ask(client)).as(jar.err()).isEqualTo(502);
                    }
                }
            }
        }
    }

    /** Returns the status of the answer. */
    private static int ask(Wire client) {
        client.forget();
        return client.post("{\"command\":\"getNodeInfo\"}").readAnswer().status();
    }

    private static boolean accepts(InetSocketAddress address) {
        try {
            new Socket(address.getAddress(), address.getPort()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void nodesComeFromConsul() throws IOException {
        try (ConsulAgent consul = ConsulAgent.start();
                Origin node = Origin.answering("{}")) {
            config(ANY_PORTS + "nodes: { consul: { address: '" + consul.address() + "' } }\n");
            try (Launched jar = Launched.start(dir)) {
                InetSocketAddress address = address(jar.await(LISTENS));

                consul.register(definition("a", node.port()));
                jar.await("iri_back: \\+1");

                try (Wire client = Wire.connect(address)) {
                    assertThat(client.post("{\"command\":\"getNodeInfo\"}")
                                    .readAnswer()
                                    .body())
                            .isEqualTo("{}");
                }
                jar.signal("TERM");
                assertThat(jar.exitCode()).isZero();
                assertThat(jar.err()).isEmpty();
            }
        }
    }

    private static String definition(String id, int port) {
        return "{ \"ID\": \"" + id + "\", \"Name\": \"iri\", \"Address\": \"127.0.0.1\", \"Port\": " + port + " }";
    }

    @Test
    void theDemoAnswersAndIsShownByShowStat() {
        try (Launched demo = Launched.start(dir, "demo", "--port", "0", "--admin-port", "0")) {
            InetSocketAddress address = address(demo.await("clients +http://127\\.0\\.0\\.1:(\\d+)"));
            String admin = demo.await("admin socket +(127\\.0\\.0\\.1:\\d+)");
            try (Wire client = Wire.connect(address)) {
                assertThat(client.post("{\"command\":\"getNodeInfo\"}")
                                .readAnswer()
                                .body())
                        .contains("\"appName\":\"IRI");
            }
            try (Launched stat = Launched.script(dir, "show-stat", dir.resolve("none.yml"), "--socket", admin)) {
                assertThat(stat.exitCode()).isZero();
                assertThat(stat.out())
                        .startsWith("# pxname,svname,status,weight,addr\n")
                        .contains("iri_pow_back,")
                        .containsPattern(",UP( 1/4)?,2,127\\.0\\.0\\.1:"); // its first check may not be over
            }
            demo.signal("TERM");
            assertThat(demo.exitCode()).isZero();
            assertThat(demo.err()).isEmpty();
        }
    }

    @Test
    void theScriptAsksTheBalancerOfItsConfiguration() {
        try (Launched stat = Launched.script(dir, "show-stat", dir.resolve("none.yml"), "servers")) {
            assertThat(stat.exitCode()).isEqualTo(1);
            assertThat(stat.err()).contains("none.yml: no such file");
        }
    }

    @Test
    void theScriptAsksASocketThatIsAFile() throws IOException {
        config("""
                listeners: [{ name: iri_front, bind: "127.0.0.1:0" }]
                admin: { socket: null, unix-socket: admin.sock, web: null }
                """);
        String socket = dir.resolve("config/admin.sock").toString();
        try (Launched jar = Launched.start(dir)) {
            jar.await("admin socket listens on " + socket);
            try (Launched configured = Launched.script(dir, "show-stat", dir.resolve("config/lb.yml"), "servers");
                    Launched given =
                            Launched.script(dir, "show-stat", dir.resolve("none.yml"), "servers", "-s", socket)) {
                for (Launched stat : List.of(configured, given)) {
                    assertThat(stat.exitCode()).isZero();
                    assertThat(stat.out()).startsWith("1\n# be_id be_name ");
                }
            }
        }
    }

    @Test
    void aTakenPortIsOneLineAndExitCode1() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            config("listeners: [{ name: a, bind: '" + address + "' }]\nadmin: { socket: null, web: null }\n");
            try (Launched jar = Launched.start(dir, "run")) {
                assertThat(jar.exitCode()).isEqualTo(1);
                assertThat(jar.err()).matches("cannot listen on " + address + ": .*Address already in use\n");
                assertThat(jar.out()).isEmpty();
            }
        }
    }

    @Test
    void aWrongFlagIsExitCode2() {
        try (Launched jar = Launched.start(dir, "run", "--fast")) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).isEqualTo("run: Unknown option: '--fast'\nsee lb-server run --help\n");
        }
    }

    @Test
    void itTellsItsVersion() {
        try (Launched jar = Launched.start(dir, "--version")) {
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.out()).matches("iri-lb \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?, Java \\S+\n");
        }
    }
}
