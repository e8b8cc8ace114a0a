package org.irilb.server.admin.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.Timings;
import org.irilb.server.admin.Desk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What show stat says after some real requests. */
final class ShowStatTest {

    /** The first line of HAProxy 2.6.12's answer, to the letter. */
    private static final String HEADER =
            "# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,"
                    + "weight,act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate,"
                    + "rate_lim,rate_max,check_status,check_code,check_duration,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,"
                    + "hrsp_5xx,hrsp_other,hanafail,req_rate,req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,"
                    + "comp_byp,comp_rsp,lastsess,last_chk,last_agt,qtime,ctime,rtime,ttime,agent_status,agent_code,"
                    + "agent_duration,check_desc,agent_desc,check_rise,check_fall,check_health,agent_rise,agent_fall,"
                    + "agent_health,addr,cookie,mode,algo,conn_rate,conn_rate_max,conn_tot,intercepted,dcon,dses,wrew,"
                    + "connect,reuse,cache_lookups,cache_hits,srv_icur,src_ilim,qtime_max,ctime_max,rtime_max,ttime_max,"
                    + "eint,idle_conn_cur,safe_conn_cur,used_conn_cur,need_conn_est,uweight,agg_server_status,"
                    + "agg_server_check_status,agg_check_status,-,ssl_sess,ssl_reused_sess,ssl_failed_handshake,"
                    + "h2_headers_rcvd,h2_data_rcvd,h2_settings_rcvd,h2_rst_stream_rcvd,h2_goaway_rcvd,"
                    + "h2_detected_conn_protocol_errors,h2_detected_strm_protocol_errors,h2_rst_stream_resp,h2_goaway_resp,"
                    + "h2_open_connections,h2_backend_open_streams,h2_total_connections,h2_backend_total_streams,"
                    + "h1_open_connections,h1_open_streams,h1_total_connections,h1_total_streams,h1_bytes_in,h1_bytes_out,"
                    + "h1_spliced_bytes_in,h1_spliced_bytes_out,";

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private static Desk desk;
    private static NodeConfig serving;
    private static NodeConfig maintained;

    @BeforeAll
    static void serve() {
        desk = Desk.open();
        serving = desk.origin(10, 7);
        maintained = Setup.in(ServiceState.MAINT, desk.origin(3, 2));
        desk.nodes(serving, maintained);
        for (int i = 0; i < 3; i++) {
            assertThat(desk.request(NODE_INFO)).isEqualTo(200);
        }
        assertThat(desk.request("{\"command\":\"getNeighbors\"}")).isEqualTo(401);
        assertThat(desk.request("{\"command\":\"attachToTangle\"}")).isEqualTo(200);
        Await.until("the clients are gone", () -> desk.balancer().status().currentConnections() == 0);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static Map<String, String> row(String proxy, String server) {
        return row(desk, proxy, server);
    }

    private static Map<String, String> row(Desk desk, String proxy, String server) {
        List<String> names = List.of(HEADER.substring(2).split(",", -1));
        List<String> cells = desk.rows("show stat").stream()
                .filter(row -> row.get(0).equals(proxy) && row.get(1).equals(server))
                .findFirst()
                .orElseThrow();
        assertThat(cells).hasSameSizeAs(names);
        return IntStream.range(0, names.size())
                .filter(i -> !cells.get(i).isEmpty())
                .boxed()
                .collect(Collectors.toMap(names::get, cells::get));
    }

    @Test
    void theFirstLineIsHaproxysToTheLetter() {
        assertThat(desk.ask("show stat\n").lines()).first().isEqualTo(HEADER);
    }

    @Test
    void rowsAreInHaproxysOrderAndTheLastLineIsEmpty() {
        assertThat(desk.rows("show stat").stream().map(row -> row.get(0) + "/" + row.get(1)))
                .containsExactly(
                        "iri_front/FRONTEND",
                        "iri_back/" + serving.id(),
                        "iri_back/" + maintained.id(),
                        "iri_back/BACKEND",
                        "iri_pow_back/" + serving.id(),
                        "iri_pow_back/" + maintained.id(),
                        "iri_pow_back/BACKEND");
        assertThat(desk.ask("show stat\n")).endsWith(",\n\n");
    }

    @Test
    void aListenerShowsItsConnectionsAndRequests() {
        Map<String, String> row = row("iri_front", "FRONTEND");
        assertThat(row)
                .containsEntry("status", "OPEN")
                .containsEntry("scur", "0")
                .containsEntry("slim", "4000")
                .containsEntry("stot", "5")
                .containsEntry("conn_tot", "5")
                .containsEntry("req_tot", "5")
                .containsEntry("dreq", "1")
                .containsEntry("ereq", "0")
                .containsEntry("hrsp_2xx", "4")
                .containsEntry("hrsp_4xx", "1")
                .containsEntry("hrsp_5xx", "0")
                .containsEntry("pid", "1")
                .containsEntry("iid", "2")
                .containsEntry("sid", "0")
                .containsEntry("type", "0")
                .containsEntry("mode", "http")
                .containsEntry("-", "-")
                .doesNotContainKeys("qcur", "weight", "addr", "algo", "econ");
        assertThat(Long.parseLong(row.get("bin"))).isGreaterThan(5 * 100);
        assertThat(Long.parseLong(row.get("bout"))).isGreaterThan(5 * 50);
    }

    @Test
    void whatIsSaidOverHttp1IsCountedOnBothSides() {
        try (Desk own = Desk.open();
                Origin silent = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.awaitGo();
                    wire.send(Origin.ok("{}"));
                })) {
            own.nodes(Setup.node(silent.port(), 1, 1));
            try (Wire client = Wire.connect(own.balancer().address(Setup.LISTENER))) {
                client.post(NODE_INFO);
                Await.until("it is at its node", () -> silent.requests().size() == 1);
                for (String name : List.of("iri_front/FRONTEND", "iri_back/BACKEND")) {
                    assertThat(http1(own, name)).as(name).startsWith("1,1,1,1,");
                }
            }
            silent.goOn();
            Await.until(
                    "both have gone",
                    () -> http1(own, "iri_front/FRONTEND").startsWith("0,0,1,1,")
                            && http1(own, "iri_back/BACKEND").startsWith("0,0,1,1,"));
        }
    }

    /** Connections and streams that are open, all of them, and bytes in both directions. */
    private static String http1(Desk at, String name) {
        Map<String, String> row = row(at, name.replaceAll("/.*", ""), name.replaceAll(".*/", ""));
        return Stream.of(
                        "open_connections",
                        "open_streams",
                        "total_connections",
                        "total_streams",
                        "bytes_in",
                        "bytes_out")
                .map(column -> row.get("h1_" + column))
                .collect(Collectors.joining(","));
    }

    @Test
    void bytesOfHttp1AreThoseOnTheWire() {
        try (Desk own = Desk.open();
                Origin node = Origin.answering("{}");
                Wire client = Wire.connect(own.balancer().address(Setup.LISTENER))) {
            own.nodes(Setup.node(node.port(), 1, 1));
            String answer = client.post(NODE_INFO).readAnswer().raw();
            String ofClient = "," + Wire.request(NODE_INFO).length() + "," + answer.length();
            String ofNode = "," + Origin.ok("{}").length() + ","
                    + node.requests().get(0).raw().length();
            Await.until(
                    "all is counted",
                    () -> http1(own, "iri_front/FRONTEND").endsWith(ofClient)
                            && http1(own, "iri_back/BACKEND").endsWith(ofNode));
        }
    }

    @Test
    void aListenerShowsWhatCameOverHttp2() {
        try (Desk own = Desk.open()) {
            own.nodes(own.origin(10, 7));
            try (Http2Wire client = Http2Wire.connect(own.balancer().address(Setup.LISTENER))) {
                client.post(1, NODE_INFO);
                assertThat(client.answer(1).status()).isEqualTo(200);
                client.headers(3, true, ":method", "GET");
                client.awaitReset(3);
                client.headers(5, false, Http2Wire.request(":method", "POST"));
                client.reset(5, Http2Wire.CANCEL);
                client.ping();
                assertThat(row(own, "iri_front", "FRONTEND"))
                        .containsEntry("h2_open_connections", "1")
                        .containsEntry("h2_total_connections", "1")
                        .containsEntry("h2_backend_open_streams", "0")
                        .containsEntry("h2_backend_total_streams", "2")
                        .containsEntry("h2_headers_rcvd", "3")
                        .containsEntry("h2_data_rcvd", "1")
                        .containsEntry("h2_settings_rcvd", "2")
                        .containsEntry("h2_rst_stream_rcvd", "1")
                        .containsEntry("h2_rst_stream_resp", "1")
                        .containsEntry("h2_detected_strm_protocol_errors", "1")
                        .containsEntry("req_tot", "1")
                        .containsEntry("h1_open_connections", "0")
                        .containsEntry("h1_total_streams", "0");
                Await.until(
                        "both errors are counted",
                        () -> row(own, "iri_front", "FRONTEND").get("ereq").equals("2"));
            }
            Await.until(
                    "it is gone",
                    () -> row(own, "iri_front", "FRONTEND")
                            .get("h2_open_connections")
                            .equals("0"));
        }
    }

    @Test
    void aServerShowsItsRequestsInThatPool() {
        Map<String, String> row = row("iri_back", serving.id());
        assertThat(row)
                .containsEntry("status", "UP")
                .containsEntry("weight", "10")
                .containsEntry("uweight", "10")
                .containsEntry("slim", "7")
                .containsEntry("scur", "0")
                .containsEntry("smax", "1")
                .containsEntry("stot", "3")
                .containsEntry("req_tot", "3")
                .containsEntry("lbtot", "3")
                .containsEntry("hrsp_2xx", "3")
                .containsEntry("act", "1")
                .containsEntry("bck", "0")
                .containsEntry("iid", "3")
                .containsEntry("sid", "1")
                .containsEntry("type", "2")
                .containsEntry("addr", "127.0.0.1:" + serving.port())
                .containsKeys("lastchg", "srv_icur", "bin", "bout")
                .doesNotContainKeys("algo", "ereq", "dreq");
        assertThat(Long.parseLong(row.get("connect")) + Long.parseLong(row.get("reuse")))
                .isEqualTo(3);
        assertThat(Long.parseLong(row.get("bin"))).isGreaterThan(3 * 100);
        assertThat(row("iri_pow_back", serving.id())).containsEntry("stot", "1").containsEntry("iid", "4");
    }

    @Test
    void aServerTellsConnectionsInUseFromKeptOnes() {
        try (Desk own = Desk.open();
                Origin node = Origin.holding("{}")) {
            NodeConfig config = Setup.node(node.port(), 1, 1);
            own.nodes(config);
            try (Wire client = Wire.connect(own.balancer().address(Setup.LISTENER))) {
                client.post(NODE_INFO);
                Await.until("it is at its node", () -> node.requests().size() == 1);
                assertThat(row(own, "iri_back", config.id()))
                        .containsEntry("used_conn_cur", "1")
                        .containsEntry("safe_conn_cur", "0")
                        .containsEntry("srv_icur", "0");
                node.goOn();
                assertThat(client.readAnswer().status()).isEqualTo(200);
            }
            Await.until(
                    "its connection is kept",
                    () -> row(own, "iri_back", config.id()).get("srv_icur").equals("1"));
            assertThat(row(own, "iri_back", config.id()))
                    .containsEntry("used_conn_cur", "0")
                    .containsEntry("safe_conn_cur", "1");
        }
    }

    @Test
    void whoIsServedAndWhoWaitsIsShownAndHowManyDidAtMost() {
        try (Desk own = Desk.open();
                Origin node = Origin.holding("{}")) {
            NodeConfig config = Setup.node(node.port(), 1, 1);
            own.nodes(config);
            try (Wire served = Wire.connect(own.balancer().address(Setup.LISTENER));
                    Wire waiting = Wire.connect(own.balancer().address(Setup.LISTENER))) {
                served.post(NODE_INFO);
                Await.until("one is at its node", () -> node.requests().size() == 1);
                waiting.post(NODE_INFO);
                Await.until(
                        "one waits",
                        () -> row(own, "iri_back", "BACKEND").get("qcur").equals("1"));
                assertThat(row(own, "iri_back", "BACKEND"))
                        .containsEntry("scur", "2")
                        .containsEntry("smax", "2");
                assertThat(row(own, "iri_back", config.id()))
                        .containsEntry("scur", "1")
                        .containsEntry("qcur", "0");
                assertThat(row(own, "iri_front", "FRONTEND"))
                        .containsEntry("scur", "2")
                        .containsEntry("smax", "2");
                node.goOn();
                assertThat(served.readAnswer().status()).isEqualTo(200);
                assertThat(waiting.readAnswer().status()).isEqualTo(200);
            }
            Await.until(
                    "both have gone",
                    () -> row(own, "iri_front", "FRONTEND").get("scur").equals("0"));
            assertThat(row(own, "iri_back", "BACKEND"))
                    .containsEntry("qcur", "0")
                    .containsEntry("qmax", "1")
                    .containsEntry("scur", "0")
                    .containsEntry("smax", "2");
            assertThat(row(own, "iri_front", "FRONTEND")).containsEntry("smax", "2");
        }
    }

    @Test
    void theTimesOfAllAnsweredRequestsAreKnown() {
        PoolStatus pool = desk.balancer().status().pools().get(0);
        for (Timings timings : List.of(pool.timings(), pool.servers().get(0).timings())) {
            assertThat(timings.count()).isEqualTo(3);
            assertThat(timings.sum(Timings.Phase.RESPONSE)).isPositive();
            assertThat(timings.sum(Timings.Phase.TOTAL))
                    .isGreaterThan(timings.sum(Timings.Phase.QUEUE)
                            + timings.sum(Timings.Phase.CONNECT)
                            + timings.sum(Timings.Phase.RESPONSE));
        }
        assertThat(pool.servers().get(1).timings().count()).isZero();
        assertThat(row("iri_back", "BACKEND")).containsKeys("qtime", "ctime", "rtime", "ttime", "ttime_max");
        assertThat(row("iri_back", serving.id())).containsKeys("lastsess", "rate", "rate_max", "ttime");
    }

    @Test
    void aServerInMaintenanceSaysSo() {
        assertThat(row("iri_back", maintained.id()))
                .containsEntry("status", "MAINT")
                .containsEntry("weight", "3")
                .containsEntry("stot", "0")
                .containsEntry("sid", "2");
    }

    @Test
    void aPoolShowsItsUsableServersAndAllItsRequests() {
        assertThat(row("iri_back", "BACKEND"))
                .containsEntry("status", "UP")
                .containsEntry("weight", "10")
                .containsEntry("act", "1")
                .containsEntry("bck", "0")
                .containsEntry("stot", "3")
                .containsEntry("req_tot", "3")
                .containsEntry("hrsp_2xx", "3")
                .containsEntry("slim", "180")
                .containsEntry("qcur", "0")
                .containsEntry("type", "1")
                .containsEntry("algo", "roundrobin")
                .doesNotContainKeys("addr", "srv_icur");
    }

    @Test
    void aServerThatCantBeReachedShowsHowOftenThatWas() {
        try (Desk other = Desk.open()) {
            NodeConfig dead = Setup.node(1, 100, 1); // nobody listens there
            other.nodes(dead, other.origin(1, 1));
            assertThat(other.request(NODE_INFO)).isEqualTo(200);
            Await.until("the client is gone", () -> other.balancer().status().currentConnections() == 0);
            assertThat(row(other, "iri_back", dead.id()))
                    .containsEntry("stot", "1")
                    .containsEntry("req_tot", "0")
                    .containsEntry("bin", "0")
                    .containsEntry("econ", "1")
                    .containsEntry("wretr", "1")
                    .containsEntry("wredis", "1");
            assertThat(row(other, "iri_back", "BACKEND"))
                    .containsEntry("stot", "1")
                    .containsEntry("wretr", "1")
                    .containsEntry("wredis", "1");
        }
    }

    @Test
    void rowsCanBeChosenByProxyTypeAndServer() {
        assertThat(names("show stat -1 4 -1"))
                .containsExactly(serving.id(), maintained.id(), serving.id(), maintained.id());
        assertThat(names("show stat iri_back 2 -1")).containsExactly("BACKEND");
        assertThat(names("show stat 3 4 2")).containsExactly(maintained.id());
        assertThat(names("show stat iri_back 7 1")).containsExactly(serving.id(), "BACKEND");
        assertThat(names("show stat domain proxy iri_front -1 -1")).containsExactly("FRONTEND");
        assertThat(names("show stat -1 8 -1")).isEmpty();
        assertThat(names("show stat 99 -1 -1")).isEmpty();
        assertThat(names("show stat 3 x -1")).isEmpty();
        assertThat(names("show stat iri_back")).hasSize(7);
        assertThat(names("show stat -1")).hasSize(7);
        assertThat(desk.ask("show stat nope -1 -1\n")).isEqualTo("No such proxy.\n\n");
        assertThat(desk.ask("show stat domain nope\n")).isEqualTo("Invalid statistics domain.\n\n");
    }

    private static List<String> names(String command) {
        return desk.rows(command).stream().map(row -> row.get(1)).toList();
    }

    @Test
    void serversOutOfServiceCanBeLeftOut() {
        assertThat(names("show stat no-maint")).hasSize(5).doesNotContain(maintained.id());
        assertThat(names("show stat iri_back 4 -1 up")).containsExactly(serving.id());
        assertThat(desk.rows("show stat iri_back 2 -1 up").get(0).get(17)).isEqualTo("UP (1/2)");
    }

    @Test
    void theTypedFormHasALinePerFigure() {
        assertThat(desk.ask("show stat typed\n").lines())
                .contains(
                        "F.2.0.0.pxname.1:KNS:str:iri_front",
                        "F.2.0.48.req_tot.1:MCP:u64:5",
                        "S.3.1.17.status.1:SGP:str:UP",
                        "S.3.1.19.act.1:SGP:u32:1",
                        "S.3.1.73.addr.1:CGS:str:127.0.0.1:" + serving.port(),
                        "B.3.0.19.act.1:MGP:u32:1")
                .noneMatch(line -> line.contains(".cookie."));
        assertThat(desk.ask("show stat iri_back 2 -1 typed desc\n").lines())
                .contains("B.3.0.2.qcur.1:MGP:u32:0:\"requests that wait now\"");
    }

    @Test
    void theJsonFormIsOneLine() throws IOException {
        String answer = desk.ask("show stat json\n");
        assertThat(answer)
                .startsWith(
                        "[[{\"objType\":\"Frontend\",\"proxyId\":2,\"id\":0,\"field\":{\"pos\":0,\"name\":\"pxname\"},"
                                + "\"processNum\":1,\"tags\":{\"origin\":\"Key\",\"nature\":\"Name\",\"scope\":\"Service\"},"
                                + "\"value\":{\"type\":\"str\",\"value\":\"iri_front\"}},")
                .contains("}],[{\"objType\":\"Server\",\"proxyId\":3,\"id\":2,")
                .endsWith("}]]\n\n");
        assertThat(answer.lines()).hasSize(2);
        try (JsonParser parser = new JsonFactory().createParser(answer)) {
            while (parser.nextToken() != null) {
                // a fault would throw
            }
        }
        assertThat(desk.ask("show stat nope 1 1 json\n")).isEqualTo("No such proxy.\n\n");
        assertThat(desk.ask("show stat 99 -1 -1 json\n")).isEqualTo("[]\n\n");
    }

    @Test
    void lookersWithoutRightsSeeNoAddresses() {
        assertThat(desk.ask("prompt\nuser\nshow stat typed\n"))
                .contains(".status.1:SGP:str:UP")
                .doesNotContain(".addr.")
                .doesNotContain(".algo.");
        assertThat(desk.ask("prompt\nuser\nshow stat json\n")).doesNotContain("\"addr\"");
        assertThat(desk.ask("prompt\nuser\nshow stat\n")).doesNotContain("127.0.0.1:" + serving.port() + ",,http");
    }
}
