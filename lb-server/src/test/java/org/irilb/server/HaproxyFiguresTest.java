package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Wire;
import org.irilb.server.ListedDifferences.Difference;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code show stat} says of HAProxy and of iri-lb, after the same traffic. */
final class HaproxyFiguresTest {

    /** What the list calls the comparison. */
    static final String FIGURES = "figures";

    /** The same over HTTP/2. */
    private static final String STREAMS = FIGURES + " over HTTP/2";

    /** The same over TLS. */
    private static final String HANDSHAKES = FIGURES + " over TLS";

    private static final Issuer ISSUER = Issuer.named("twins");

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    /** No node has a part in its answer. */
    private static final String DENIED =
            Wire.request("{\"command\":\"getNeighbors\"}").replace("POST / ", "POST /denied ");

    /** Those that are the same however long things take and however many bytes heads have. */
    private static final List<String> COMPARED = List.of(
            ("qcur,qmax,scur,smax,slim,stot,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck,chkfail,chkdown,"
                            + "qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate_lim,check_status,check_code,hrsp_1xx,"
                            + "hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,"
                            + "comp_byp,comp_rsp,agent_status,check_desc,check_rise,check_fall,check_health,addr,cookie,"
                            + "mode,algo,conn_tot,intercepted,dcon,dses,wrew,connect,reuse,cache_lookups,cache_hits,"
                            + "src_ilim,eint,uweight,ssl_sess,ssl_reused_sess,ssl_failed_handshake,"
                            + "h1_open_streams,h1_total_connections,h1_total_streams,"
                            + "h2_headers_rcvd,h2_data_rcvd,h2_settings_rcvd,h2_rst_stream_rcvd,h2_goaway_rcvd,"
                            + "h2_detected_conn_protocol_errors,h2_detected_strm_protocol_errors,h2_rst_stream_resp,"
                            + "h2_goaway_resp,h2_open_connections,h2_backend_open_streams,h2_total_connections,"
                            + "h2_backend_total_streams")
                    .split(","));

    @TempDir
    private Path dir;

    @BeforeEach
    void requireHaproxy() {
        Tool.require("haproxy");
    }

    @Test
    void figuresAreEqualAfterTheSameTraffic() throws Exception {
        try (HaproxyTwins twins = HaproxyTwins.start(dir)) {
            traffic(twins.theirPort(), twins.theirs());
            traffic(twins.ourPort(), twins.ours());
            assertEqual(twins, FIGURES);
        }
    }

    @Test
    void figuresAreEqualAfterTheSameStreams() throws Exception {
        try (HaproxyTwins twins = HaproxyTwins.start(dir)) {
            streams(twins.theirPort(), twins.theirs());
            streams(twins.ourPort(), twins.ours());
            assertEqual(twins, STREAMS);
        }
    }

    @Test
    void figuresAreEqualAfterTheSameHandshakes() throws Exception {
        Path certificate = Issuer.write(ISSUER.issue("localhost"), dir, "localhost.pem");
        try (HaproxyTwins twins = HaproxyTwins.startOverTls(dir, certificate)) {
            handshakes(twins.theirPort(), twins.theirs());
            handshakes(twins.ourPort(), twins.ours());
            assertEqual(twins, HANDSHAKES);
            try (Wire their = secured(twins.theirPort(), ISSUER.client());
                    Wire our = secured(twins.ourPort(), ISSUER.client())) {
                assertThat(List.of(their, our))
                        .allMatch(client -> client.post(NODE_INFO).readAnswer().status() == 200);
                assertThat(connections(twins.ours()))
                        .isEqualTo(connections(twins.theirs()))
                        .contains("CurrSslConns: 1");
            }
        }
    }

    /** Of all connections with TLS, how many are open and how many there were. */
    private static List<String> connections(Path socket) {
        return HaproxyTwins.ask(socket, "show info\n")
                .lines()
                .filter(line -> line.contains("rSslConns") || line.startsWith("CumSslConns"))
                .toList();
    }

    /** Clients that agree with the server, one of them again with the session that it has, and clients that don't. */
    private static void handshakes(int port, Path socket) {
        SSLContext browser = ISSUER.client();
        for (SSLContext client : List.of(browser, browser, ISSUER.client())) {
            try (Wire wire = secured(port, client)) {
                assertThat(wire.send(DENIED).readAnswer().status()).isIn(401, 403);
            }
            awaitNobody(socket);
            long end = System.currentTimeMillis();
            Await.until("the clock has gone on", () -> System.currentTimeMillis() > end);
        }
        assertThatThrownBy(() -> secured(port, Issuer.named("somebody else").client()))
                .isInstanceOf(Wire.WireException.class);
        awaitNobody(socket);
        try (Wire plain = Wire.connect(new InetSocketAddress("127.0.0.1", port))) {
            plain.post(NODE_INFO).readToEnd();
        }
        awaitNobody(socket);
    }

    private static Wire secured(int port, SSLContext client) {
        return Wire.connect(new InetSocketAddress("127.0.0.1", port), client, "localhost");
    }

    /** @param name what the list calls the comparison */
    private static void assertEqual(HaproxyTwins twins, String name) throws Exception {
        Map<String, String> our = figures(twins.ours());
        List<Difference> found = new ArrayList<>();
        figures(twins.theirs()).forEach((figure, their) -> {
            if (!their.equals(our.get(figure))) {
                found.add(new Difference(name, figure + ": " + their + " -> " + our.get(figure)));
            }
        });
        ListedDifferences.assertListed(found, name::equals);
    }

    /** Good, denied, malformed and unfinished requests; the paths tell HAProxy what the commands tell iri-lb. */
    private static void traffic(int port, Path socket) {
        String pow = Wire.request("{\"command\":\"attachToTangle\"}").replace("POST / ", "POST /pow ");
        try (Wire client = Wire.connect(new InetSocketAddress("127.0.0.1", port))) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            }
            assertThat(client.send(pow).readAnswer().status()).isEqualTo(200);
            assertThat(client.send(DENIED).readAnswer().status()).isIn(401, 403);
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

    /** Requests over HTTP/2, good and malformed; and a connection that breaks the rules. */
    private static void streams(int port, Path socket) {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        try (Http2Wire client = Http2Wire.connect(address)) {
            for (int stream = 1; stream < 6; stream += 2) {
                client.post(stream, NODE_INFO);
                assertThat(client.answer(stream).status()).isEqualTo(200);
            }
            client.headers(7, true, ":method", "GET").awaitReset(7);
            client.frame(Http2Wire.GOAWAY, 0, 0, new byte[8]);
        }
        awaitNobody(socket);
        try (Http2Wire client = Http2Wire.connect(address)) {
            client.data(0, false, "x").awaitGoAway();
        }
        awaitNobody(socket);
    }

    private static void awaitNobody(Path socket) {
        Await.until(
                socket + ": nobody is connected",
                () -> figures(socket).get("iri_front/FRONTEND scur").equals("0"));
    }

    /** By row and column. */
    private static Map<String, String> figures(Path socket) {
        Map<String, String> figures = new LinkedHashMap<>();
        List<String> lines = HaproxyTwins.ask(socket, "show stat\n").lines().toList();
        List<String> header = List.of(lines.get(0).substring(2).split(",", -1));
        for (String line : lines.subList(1, lines.size() - 1)) {
            List<String> cells = AnswerShape.cells(line);
            for (String column : COMPARED) {
                figures.put(cells.get(0) + "/" + cells.get(1) + " " + column, cells.get(header.indexOf(column)));
            }
        }
        return figures;
    }
}
