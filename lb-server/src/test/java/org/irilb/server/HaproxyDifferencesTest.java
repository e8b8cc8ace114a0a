package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Wire;
import org.irilb.server.ListedDifferences.Difference;
import org.irilb.server.admin.Tool;
import org.irilb.server.config.ConfigFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same session, played to HAProxy and to iri-lb that are configured alike. Where answers differ in shape, the
 * difference and its reason stand in docs/haproxy-differences.md, and nothing else stands there.
 */
final class HaproxyDifferencesTest {

    private static final Path LISTED = Path.of("..", "docs", "haproxy-differences.md");

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    @TempDir
    private Path dir;

    /** What the list calls the comparison of figures. */
    private static final String FIGURES = "figures";

    /** Those that are the same however long things take and however many bytes heads have. */
    private static final List<String> COMPARED = List.of(
            ("qcur,qmax,scur,smax,slim,stot,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck,chkfail,chkdown,"
                            + "qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate_lim,check_status,check_code,hrsp_1xx,"
                            + "hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,"
                            + "comp_byp,comp_rsp,agent_status,check_desc,check_rise,check_fall,check_health,addr,cookie,"
                            + "mode,algo,conn_tot,intercepted,dcon,dses,wrew,connect,reuse,cache_lookups,cache_hits,"
                            + "src_ilim,eint,uweight")
                    .split(","));

    private final Parts parts = new Parts();
    private Path theirs;
    private Path ours;
    private int theirPort;
    private int ourPort;

    @AfterEach
    void close() {
        parts.close();
    }

    @BeforeEach
    void start() throws Exception {
        Tool.require("haproxy");
        parts.add(new InfoLogged());
        theirs = dir.resolve("haproxy.sock");
        ours = dir.resolve("admin.sock");
        theirPort = FreePort.any();
        ourPort = FreePort.any();
        Origin node = parts.add(Origin.answering("{}"));
        parts.add(HaproxyProcess.start(dir, haproxyConfig(theirs, theirPort, node), theirs));
        parts.add(Server.start(
                ConfigFile.read(ourConfig(ours, ourPort, node), Map.of()).settings()));
        for (Path socket : List.of(theirs, ours)) {
            Await.until(
                    socket + ": all servers are up",
                    () -> ask(socket, "show stat -1 4 -1\n").split(",L4OK,", -1).length == 5);
        }
    }

    @Test
    void answersDifferOnlyWhereTheListSaysSo() throws Exception {
        request(theirPort);
        request(ourPort);
        List<Difference> found = new ArrayList<>();
        for (String line : session()) {
            String bytes = line.replace("SRV", "iri_back/n1")
                    .replace("\\n", "\n")
                    .replace("\\r", "\r")
                    .replace("\\t", "\t")
                    .replace("\\\\", "\\");
            differences(line, ask(theirs, bytes + "\n"), ask(ours, bytes + "\n"), found);
        }
        assertListed(found, false);
    }

    @Test
    void figuresAreEqualAfterTheSameTraffic() throws Exception {
        traffic(theirPort, theirs);
        traffic(ourPort, ours);
        Map<String, String> our = figures(ours);
        List<Difference> found = new ArrayList<>();
        figures(theirs).forEach((figure, their) -> {
            if (!their.equals(our.get(figure))) {
                found.add(new Difference(FIGURES, figure + ": " + their + " -> " + our.get(figure)));
            }
        });
        assertListed(found, true);
    }

    /** Good, denied, malformed and unfinished requests; the paths tell HAProxy what the commands tell iri-lb. */
    private static void traffic(int port, Path socket) {
        String pow = Wire.request("{\"command\":\"attachToTangle\"}").replace("POST / ", "POST /pow ");
        String denied = Wire.request("{\"command\":\"getNeighbors\"}").replace("POST / ", "POST /denied ");
        try (Wire client = Wire.connect(new InetSocketAddress("127.0.0.1", port))) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            }
            assertThat(client.send(pow).readAnswer().status()).isEqualTo(200);
            assertThat(client.send(denied).readAnswer().status()).isIn(401, 403);
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
        }
        awaitNobody(socket);
        for (String broken : List.of("POST / HTTP/1.1\r\nHost : x\r\n\r\n", "POST / HTTP/1.1\r\nHo")) {
            try (Wire client = Wire.connect(new InetSocketAddress("127.0.0.1", port))) {
                client.send(broken).endOutput();
                client.readToEnd();
            }
            awaitNobody(socket);
        }
    }

    private static void awaitNobody(Path socket) {
        Await.until(
                socket + ": nobody is connected",
                () -> figures(socket).get("iri_front/FRONTEND scur").equals("0"));
    }

    /** By row and column. */
    private static Map<String, String> figures(Path socket) {
        Map<String, String> figures = new LinkedHashMap<>();
        List<String> lines = ask(socket, "show stat\n").lines().toList();
        List<String> header = List.of(lines.get(0).substring(2).split(",", -1));
        for (String line : lines.subList(1, lines.size() - 1)) {
            List<String> cells = AnswerShape.cells(line);
            for (String column : COMPARED) {
                figures.put(cells.get(0) + "/" + cells.get(1) + " " + column, cells.get(header.indexOf(column)));
            }
        }
        return figures;
    }

    private static void differences(String command, String theirs, String ours, List<Difference> found) {
        Map<String, String> their = AnswerShape.of(theirs);
        Map<String, String> our = AnswerShape.of(ours);
        their.forEach((part, detail) -> {
            String own = our.get(part);
            if (own == null) {
                found.add(new Difference(command, "-" + part));
            } else if (!own.equals(detail)) {
                found.add(new Difference(command, part + ": " + detail + " -> " + own));
            }
        });
        our.keySet().stream()
                .filter(part -> !their.containsKey(part))
                .forEach(part -> found.add(new Difference(command, "+" + part)));
    }

    /** @param figures whether it is about figures, and not about answers */
    private static void assertListed(List<Difference> found, boolean figures) throws IOException {
        List<Difference> listed = ListedDifferences.read(LISTED).stream()
                .filter(entry -> entry.command().equals(FIGURES) == figures)
                .toList();
        String unlisted = found.stream()
                .filter(difference -> listed.stream().noneMatch(entry -> entry.covers(difference)))
                .map(HaproxyDifferencesTest::row)
                .collect(Collectors.joining("\n"));
        assertThat(unlisted).as("differences that aren't in " + LISTED).isEmpty();
        String gone = listed.stream()
                .filter(entry -> found.stream().noneMatch(entry::covers))
                .map(HaproxyDifferencesTest::row)
                .collect(Collectors.joining("\n"));
        assertThat(gone)
                .as("differences of " + LISTED + " that there are no more")
                .isEmpty();
    }

    private static String row(Difference difference) {
        return "| `" + difference.command() + "` | `" + difference.part() + "` | |";
    }

    private List<String> session() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "haproxy-session.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static String haproxyConfig(Path socket, int port, Origin node) {
        String servers = "  server n1 127.0.0.1:%d weight 2 maxconn 7\n  server n2 127.0.0.1:%<d weight 1 maxconn 7\n"
                .formatted(node.port());
        return """
                global
                  stats socket %s level admin
                  maxconn 720
                defaults
                  mode http
                  timeout connect 1s
                  timeout client 5s
                  timeout server 5s
                  default-server check inter 1s fall 4 rise 2
                frontend iri_front
                  bind 127.0.0.1:%d
                  maxconn 360
                  acl friends src 10.9.9.9
                  acl enemies src 10.8.8.8
                  acl denied path /denied
                  stick-table type ip size 100k expire 5m store gpc0,conn_cnt,conn_cur,conn_rate(3s),http_req_cnt,http_req_rate(10s)
                  http-request track-sc0 src
                  http-request deny if denied !friends
                  http-request deny if enemies
                  use_backend iri_pow_back if { path /pow }
                  default_backend iri_back
                backend iri_back
                  balance roundrobin
                  fullconn 180
                %s
                backend iri_pow_back
                  balance roundrobin
                  fullconn 180
                %s
                """.formatted(socket, port, servers, servers);
    }

    private Path ourConfig(Path socket, int port, Origin node) throws IOException {
        Path services = Files.createDirectory(dir.resolve("services"));
        for (int i = 1; i <= 2; i++) {
            Files.writeString(services.resolve("n" + i + ".json"), """
                    { "ID": "n%d", "Name": "iri", "Address": "127.0.0.1", "Port": %d,
                      "Tags": ["haproxy.pow=true", "haproxy.maxconn=7", "haproxy.weight=%d"] }
                    """.formatted(i, node.port(), 3 - i));
        }
        return Files.writeString(dir.resolve("lb.yml"), """
                listeners: [{ name: iri_front, bind: "127.0.0.1:%d" }]
                rules: { whitelist: { addresses: [10.9.9.9] }, deny-sources: [10.8.8.8] }
                nodes: { directory: services }
                health: { check: tcp, interval: 1s }
                admin: { socket: null, unix-socket: %s, web: null }
                workers: 2
                """.formatted(port, socket));
    }

    private static void request(int port) {
        try (Wire client = Wire.connect(new InetSocketAddress("127.0.0.1", port))) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
        }
    }

    private static String ask(Path socket, String bytes) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
