package org.irilb.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class DemoTest {

    /** What no check asks for. */
    private static final String CONFIGURATION = "{\"command\":\"getNodeAPIConfiguration\"}";

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private final StringWriter printed = new StringWriter();

    private Demo start() {
        return Demo.start(0, 0, new PrintWriter(printed));
    }

    private static Wire.Message ask(Demo demo, String json) {
        try (Wire client = Wire.connect(demo.address())) {
            return client.post(json).readAnswer();
        }
    }

    @Test
    void itAnswersThroughTheBalancerAsSoonAsItHasStarted() throws IOException {
        try (Demo demo = start()) {
            Wire.Message info = ask(demo, NODE_INFO);
            assertThat(info.status()).isEqualTo(200);
            assertThat(info.body()).contains("\"appVersion\":\"1.8.6\"");
            Wire.Message attached = ask(demo, Files.readString(demo.files().attach()));
            assertThat(attached.status()).isEqualTo(200);
            assertThat(attached.body()).containsPattern("\"trytes\":\\[\"[A-Z9]{2673}\"]");
        }
    }

    @Test
    void allThreeNodesAreReachedTheHttpsOneAmongThem() {
        try (Demo demo = start()) {
            for (int i = 0; i < 8; i++) {
                assertThat(ask(demo, CONFIGURATION).status()).isEqualTo(200);
            }
            assertThat(demo.https().received("getNodeAPIConfiguration")).isEqualTo(2);
            assertThat(demo.pow().received("getNodeAPIConfiguration")).isEqualTo(2);
            assertThat(demo.plain().received("getNodeAPIConfiguration")).isEqualTo(4);
        }
    }

    @Test
    void theNodeThatDoesProofOfWorkNeverSeesTwoAtOnce() throws IOException {
        try (Demo demo = start()) {
            String attach = Files.readString(demo.files().attach());
            List<Wire> clients = new ArrayList<>();
            for (int weight = 9; weight < 12; weight++) { // equal ones would be one job
                clients.add(Wire.connect(demo.address()).post(attach.replace(": 9,", ": " + weight + ",")));
            }
            for (Wire client : clients) {
                assertThat(client.readAnswer().status()).isEqualTo(200);
                client.close();
            }
            assertThat(demo.pow().received("attachToTangle")).isEqualTo(3);
            assertThat(demo.pow().mostAttaching()).isEqualTo(1);
            assertThat(demo.plain().received("attachToTangle")).isZero();
            assertThat(demo.https().received("attachToTangle")).isZero();
        }
    }

    @Test
    void aPreflightIsAnsweredAndADeniedCommandIsRefused() {
        try (Demo demo = start();
                Wire client = Wire.connect(demo.address())) {
            Wire.Message preflight = client.send("OPTIONS / HTTP/1.1\r\nHost: lb\r\nOrigin: http://wallet.example\r\n"
                            + "Access-Control-Request-Method: POST\r\n\r\n")
                    .readAnswer();
            assertThat(preflight.status()).isBetween(200, 204);
            assertThat(preflight.field("Access-Control-Allow-Origin")).contains("*");
            assertThat(ask(demo, "{\"command\":\"getNeighbors\"}").status()).isEqualTo(401);
        }
    }

    @Test
    void editedAndRemovedDefinitionsTakeEffectAndAreTold() throws IOException {
        try (Demo demo = start()) {
            Path plain = demo.services().resolve("plain.json");
            Files.writeString(plain, Files.readString(plain).replace("weight=2", "weight=5"));
            Await.until("it is told", () -> printed.toString().contains("weight 2 -> 5"));
            Files.delete(demo.services().resolve("https.json"));
            String id = "127.0.0.1:" + demo.https().port();
            Await.until("it is told", () -> printed.toString().contains(id + " left"));
            Await.until("it is gone", () -> !showStat(demo).contains("iri_back," + id + ","));
            assertThat(showStat(demo))
                    .contains("iri_back,127.0.0.1:" + demo.pow().port() + ",");
            for (int i = 0; i < 8; i++) {
                assertThat(ask(demo, CONFIGURATION).status()).isEqualTo(200);
            }
            assertThat(demo.https().received("getNodeAPIConfiguration")).isZero();
        }
    }

    private static String showStat(Demo demo) {
        return command(demo, "show stat");
    }

    private static String command(Demo demo, String line) {
        try (Wire operator = Wire.connect(demo.adminAddress())) {
            return operator.send(line + "\n").readToEnd();
        }
    }

    @Test
    void itsNodesAreCheckedAndItSaysHowTheyFare() {
        try (Demo demo = start()) {
            String explain = "explain 127.0.0.1:" + demo.https().port();
            Await.until("it was checked", () -> command(demo, explain).contains("the last one L7OK 200 in "));

            assertThat(command(demo, explain))
                    .contains(
                            "iri_back: it gets requests, UP",
                            "Its definition: in service",
                            "Cluster: milestone 3 of 3");
            assertThat(printed.toString())
                    .contains("echo 'explain 127.0.0.1:" + demo.plain().port());
        }
    }

    @Test
    void theGuideNamesWhatIsThere() {
        try (Demo demo = start()) {
            assertThat(printed.toString())
                    .contains("http://127.0.0.1:" + demo.address().getPort())
                    .contains("TCP:127.0.0.1:" + demo.adminAddress().getPort())
                    .contains(demo.services().toString())
                    .doesNotContainPattern("\\{[a-z]+}");
        }
    }

    @Test
    void itsFilesAndPortsAreGoneOnceItIsClosed() throws IOException {
        Demo demo = start();
        Files.writeString(demo.services().resolve("of-the-user.txt"), "");
        Path directory = demo.files().directory();
        int port = demo.address().getPort();
        int adminPort = demo.adminAddress().getPort();
        demo.close();
        assertThat(directory).doesNotExist();
        assertThat(printed.toString()).doesNotContain("not closed in order");
        for (int free : new int[] {port, adminPort}) {
            Await.until("nobody has port " + free, () -> isFree(free));
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return taken.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithTheOptionThatChoosesAnother() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Demo.start(port, 0, new PrintWriter(printed)))
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .hasMessage("port " + port + " of 127.0.0.1 is taken"
                            + " (--port N chooses another, --port 0 any that is free)");
            assertThatThrownBy(() -> Demo.start(0, port, new PrintWriter(printed)))
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .hasMessage("port " + port + " of 127.0.0.1 is taken"
                            + " (--admin-port N chooses another, --admin-port 0 any that is free)");
        }
        assertThat(printed.toString()).isEmpty();
    }
}
