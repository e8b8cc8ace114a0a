package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Wire;
import org.irilb.server.ListedDifferences.Difference;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same session, played to HAProxy and to iri-lb that are configured alike. Where answers differ in shape, the
 * difference and its reason stand in docs/haproxy-differences.md, and nothing else stands there.
 */
final class HaproxyDifferencesTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    @TempDir
    private Path dir;

    /** What the list calls the comparison of figures. */
    private static final String FIGURES = "figures";

    /** What the list calls the comparison of the lists of commands. */
    private static final String COMMANDS = "commands";

    private static final Pattern HELP_LINE = Pattern.compile("  ([a-z][a-z -]*[a-z])(?: .*)?: .*");

    /** Those that are the same however long things take and however many bytes heads have. */
    private static final List<String> COMPARED = List.of(
            ("qcur,qmax,scur,smax,slim,stot,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck,chkfail,chkdown,"
                            + "qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate_lim,check_status,check_code,hrsp_1xx,"
                            + "hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,"
                            + "comp_byp,comp_rsp,agent_status,check_desc,check_rise,check_fall,check_health,addr,cookie,"
                            + "mode,algo,conn_tot,intercepted,dcon,dses,wrew,connect,reuse,cache_lookups,cache_hits,"
                            + "src_ilim,eint,uweight,ssl_sess,ssl_reused_sess,ssl_failed_handshake,"
                            + "h1_open_connections,h1_open_streams,h1_total_connections,h1_total_streams,"
                            + "h2_open_connections,h2_total_connections,h2_backend_total_streams")
                    .split(","));

    private HaproxyTwins twins;

    @BeforeEach
    void start() throws Exception {
        Tool.require("haproxy");
        twins = HaproxyTwins.start(dir);
    }

    @AfterEach
    void close() {
        twins.close();
    }

    @Test
    void answersDifferOnlyWhereTheListSaysSo() throws Exception {
        request(twins.theirPort());
        request(twins.ourPort());
        List<Difference> found = new ArrayList<>();
        for (String line : session()) {
            String bytes = line.replace("SRV", "iri_back/n1")
                    .replace("\\n", "\n")
                    .replace("\\r", "\r")
                    .replace("\\t", "\t")
                    .replace("\\\\", "\\");
            differences(
                    line,
                    HaproxyTwins.ask(twins.theirs(), bytes + "\n"),
                    HaproxyTwins.ask(twins.ours(), bytes + "\n"),
                    found);
        }
        ListedDifferences.assertListed(
                found,
                command -> !command.equals(FIGURES)
                        && !command.equals(COMMANDS)
                        && !command.equals(HaproxyMetricsTest.METRICS));
    }

    @Test
    void everyCommandOfHaproxyIsPlayed() throws Exception {
        String played = session().stream()
                .map(line -> line.replace(";", " ") + " ")
                .collect(Collectors.joining("\n", "\n", ""));
        assertThat(commands(twins.theirs()))
                .hasSizeGreaterThan(110)
                .allMatch(command -> Pattern.compile("[\\s]" + Pattern.quote(command) + "\\s")
                        .matcher(played)
                        .find());
    }

    @Test
    void everyCommandOfHaproxyIsThereOrListedAsMissing() throws Exception {
        Set<String> ours = commands(twins.ours());
        ListedDifferences.assertListed(
                commands(twins.theirs()).stream()
                        .filter(command -> !ours.contains(command))
                        .map(command -> new Difference(COMMANDS, "-" + command))
                        .toList(),
                COMMANDS::equals);
    }

    /** The words that each command begins with, those for experts among them. */
    private static Set<String> commands(Path socket) {
        return HaproxyTwins.ask(socket, "expert-mode on;experimental-mode on;help\n")
                .lines()
                .map(HELP_LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void figuresAreEqualAfterTheSameTraffic() throws Exception {
        traffic(twins.theirPort(), twins.theirs());
        traffic(twins.ourPort(), twins.ours());
        Map<String, String> our = figures(twins.ours());
        List<Difference> found = new ArrayList<>();
        figures(twins.theirs()).forEach((figure, their) -> {
            if (!their.equals(our.get(figure))) {
                found.add(new Difference(FIGURES, figure + ": " + their + " -> " + our.get(figure)));
            }
        });
        ListedDifferences.assertListed(found, FIGURES::equals);
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

    private List<String> session() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "haproxy-session.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static void request(int port) {
        try (Wire client = Wire.connect(new InetSocketAddress("127.0.0.1", port))) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
        }
    }
}
