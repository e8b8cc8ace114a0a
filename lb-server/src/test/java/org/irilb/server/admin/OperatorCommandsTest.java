package org.irilb.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.process.RecentLog;
import org.irilb.server.admin.stat.Column;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorCommandsTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final String WANTS_NEIGHBORS = "{\"command\":\"getNeighbors\"}";

    private final Desk desk = Desk.open();

    @BeforeEach
    void start() {
        desk.nodes(desk.origin(2, 10));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private String ask(String command) {
        return desk.ask(command + "\n");
    }

    private void done(String command) {
        assertThat(ask(command)).as(command).isEqualTo("\n");
    }

    private String status(String server) {
        return desk.rows("show stat").stream()
                .filter(row -> row.get(1).equals(server))
                .findFirst()
                .orElseThrow()
                .get(17);
    }

    @Test
    void aListenersPortIsClosedAndOpenedAgain() {
        done("disable frontend iri_front");
        assertThat(status("FRONTEND")).isEqualTo("PAUSED");
        Await.until("the port is closed", this::isRefused);
        assertThat(ask("disable frontend iri_front")).isEqualTo("All sockets are already disabled.\n\n");
        done("enable frontend #2");
        assertThat(status("FRONTEND")).isEqualTo("OPEN");
        assertThat(ask("enable frontend iri_front")).isEqualTo("All sockets are already enabled.\n\n");
        assertThat(desk.request(NODE_INFO)).isEqualTo(200);
    }

    @Test
    void aPortIsNotOpenedAgainWhileTheBalancerEnds() throws InterruptedException {
        done("disable frontend iri_front");
        desk.balancer().drain(Duration.ZERO);
        assertThat(status("FRONTEND")).isEqualTo("STOP");
        assertThat(ask("enable frontend iri_front")).isEqualTo("Frontend was previously shut down, cannot enable.\n\n");
        assertThat(ask("disable frontend iri_front"))
                .isEqualTo("Frontend was previously shut down, cannot disable.\n\n");
        assertThat(desk.balancer().operator().resume(Setup.LISTENER).join()).isFalse();
        assertThat(isRefused()).isTrue();
    }

    private boolean isRefused() {
        InetSocketAddress address = desk.balancer().address(Setup.LISTENER);
        try {
            new Socket(address.getAddress(), address.getPort()).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        InetSocketAddress address = desk.balancer().address(Setup.LISTENER);
        done("disable frontend iri_front");
        try (ServerSocket thief = FreePort.again(() -> new ServerSocket(address.getPort(), 1, address.getAddress()))) {
            assertThat(thief.isBound()).isTrue();
            assertThat(ask("enable frontend iri_front"))
                    .startsWith("Failed to resume frontend, check logs for precise cause: ")
                    .contains("in use")
                    .endsWith("\n\n");
        }
        done("enable frontend iri_front");
    }

    @Test
    void limitsAreShownWhereHaproxyShowsThem() {
        done("set maxconn frontend iri_front 7");
        done("set maxconn global 9");
        done("set rate-limit connections global 100");
        done("set rate-limit sessions global 50");
        assertThat(desk.rows("show stat").get(0).get(6)).isEqualTo("7");
        assertThat(ask("show info")).contains("\nMaxconn: 9\n", "\nConnRateLimit: 100\n", "\nSessRateLimit: 50\n");
        done("set maxconn global 0");
        assertThat(ask("show info")).contains("\nMaxconn: 4000\n", "\nHard_maxconn: 4000\n");
    }

    @Test
    void aRequestIsBrokenOffByTheNumberThatIsShown() {
        try (Origin silent = Origin.holding("1")) {
            desk.nodes(Setup.node(silent.port(), 1, 5));
            try (Wire client =
                    Wire.connect(desk.balancer().address(Setup.LISTENER)).post(NODE_INFO)) {
                Await.until("it is there", () -> silent.requests().size() == 1);
                String line = ask("show sess");
                done("shutdown session " + line.substring(0, line.indexOf(':')));
                assertThat(client.isReset()).isTrue();
            }
            try (Wire client =
                    Wire.connect(desk.balancer().address(Setup.LISTENER)).post(NODE_INFO)) {
                Await.until("it is there", () -> silent.requests().size() == 2);
                done("shutdown sessions server iri_back/127.0.0.1:" + silent.port());
                assertThat(client.isReset()).isTrue();
            }
        }
    }

    @Test
    void listsAreEditedByNumberOrNameAndByPayload() {
        assertThat(ask("show acl"))
                .isEqualTo("# id (file) description\n"
                        + "0 (whitelist) acl 'src' rules.whitelist. curr_ver=0 next_ver=0 entry_cnt=1\n"
                        + "1 (deny-sources) acl 'src' rules.deny-sources. curr_ver=0 next_ver=0 entry_cnt=0\n"
                        + "2 (deny-commands) acl 'command' rules.deny-commands. curr_ver=0 next_ver=0 entry_cnt=3\n\n");
        assertThat(desk.request(WANTS_NEIGHBORS)).isEqualTo(401);
        done("add acl #0 127.0.0.0/8");
        assertThat(desk.request(WANTS_NEIGHBORS)).isEqualTo(200);
        assertThat(ask("get acl whitelist 127.0.0.1"))
                .isEqualTo("type=ip, case=sensitive, match=yes, idx=tree, pattern=\"127.0.0.0/8\"\n\n");
        assertThat(ask("get acl whitelist ::1")).isEqualTo("type=ip, case=sensitive, match=no\n\n");
        done("del acl whitelist 127.0.0.0/8");
        assertThat(desk.request(WANTS_NEIGHBORS)).isEqualTo(401);
        done("clear acl deny-commands");
        assertThat(desk.request(WANTS_NEIGHBORS)).isEqualTo(200);
        assertThat(desk.ask("add acl #1 <<\n10.0.0.1\n2001:db8::/32\n\n")).isEqualTo("\n");
        List<String> shown = ask("show acl #1").lines().sorted().toList();
        assertThat(shown).hasSize(3).allMatch(line -> line.isEmpty() || line.matches("0x[0-9a-f]{8} \\S+"));
        String line = ask("show acl #1")
                .lines()
                .filter(entry -> entry.endsWith(" 10.0.0.1"))
                .findFirst()
                .orElseThrow();
        done("del acl #1 #" + line.substring(0, line.indexOf(' ')));
        assertThat(ask("show acl #1")).doesNotContain("10.0.0.1").contains("2001:db8:0:0:0:0:0:0/32");
    }

    @Test
    void aPayloadMayHaveAsManyLinesAsThereIsRoomFor() {
        String addresses = IntStream.range(0, 10_000)
                .mapToObj(i -> "10.0." + i / 100 + "." + i % 100 + "\n")
                .collect(Collectors.joining());
        assertThat(desk.ask("add acl #1 <<\n" + addresses + "\n")).isEqualTo("\n");
        assertThat(ask("show acl")).contains("rules.deny-sources. curr_ver=0 next_ver=0 entry_cnt=10000\n");
    }

    @Test
    void aPayloadWithAWrongLineChangesNothing() {
        assertThat(desk.ask("add acl #1 <<\n10.0.0.1\nnonsense\n\n"))
                .isEqualTo("'nonsense' is not a valid IPv4 or IPv6 address.\n\n");
        assertThat(desk.ask("add acl #1 <<END\n10.0.0.1\n\n10.0.0.2\nEND\n"))
                .isEqualTo("'' is not a valid IPv4 or IPv6 address.\n\n");
        assertThat(desk.ask("add acl #2 <<\n \naCommand\n\n")).isEqualTo("'' is not a command.\n\n");
        assertThat(ask("show acl #1")).isEqualTo("\n");
        assertThat(ask("show acl #2")).doesNotContain("aCommand");
    }

    @Test
    void aPayloadOfNothingIsAPatternThatIsMissing() {
        assertThat(desk.ask("add acl #1 <<\n\nshow cli level\n"))
                .isEqualTo("'add acl' expects two parameters: ACL identifier and pattern.\n\nadmin\n\n");
    }

    @Test
    void aSourceIsBannedAndPardoned() {
        done("set table iri_front key 127.0.5.5 data.gpc0 1");
        assertThat(ask("show table iri_front data.gpc0 gt 0")).contains("key=127.0.5.5 use=0 ", " gpc0=1 ");
        done("set table iri_front key 127.0.5.5 data.gpc0 0");
        assertThat(ask("show table iri_front data.gpc0 gt 0")).doesNotContain("127.0.5.5");
        assertThat(ask("set table iri_front key 127.0.5.5 data.conn_cnt 1"))
                .isEqualTo("Data type not stored in this table\n\n");
    }

    @Test
    void countersAreClearedByAdministratorsAndHighestValuesByOperators() {
        assertThat(desk.request(NODE_INFO)).isEqualTo(200);
        Await.until("all is counted", () -> desk.rows("show stat").get(0).get(4).equals("0"));
        assertThat(desk.rows("show stat").get(0)).element(5).isEqualTo("1");
        assertThat(ask("operator;clear counters all")).isEqualTo("\nPermission denied\n\n");
        assertThat(ask("operator;clear counters")).isEqualTo("\n\n");
        assertThat(desk.rows("show stat").get(0)).element(5).isEqualTo("0");
        assertThat(desk.rows("show stat").get(0)).element(7).isEqualTo("1");
        done("clear counters all");
        assertThat(desk.rows("show stat").get(0)).element(7).isEqualTo("0");
        assertThat(desk.rows("show stat").get(1)).element(7).isEqualTo("0");
    }

    @Test
    void aServersHealthIsSetUntilChecksDecideAgain() {
        String server = desk.rows("show stat").get(1).get(1);
        done("set server iri_back/" + server + " health down");
        assertThat(status(server)).isEqualTo("DOWN");
        assertThat(desk.request(NODE_INFO)).isEqualTo(503);
        done("set server iri_back/" + server + " health stopping");
        assertThat(status(server)).isEqualTo("DRAIN");
        done("set server iri_back/" + server + " health up");
        assertThat(status(server)).isEqualTo("UP");
        done("set server iri_back/" + server + " state maint");
        done("set server iri_back/" + server + " health up");
        assertThat(status(server)).isEqualTo("MAINT");
    }

    @Test
    void whatWasLoggedIsShown() {
        RecentLog log = desk.managed().log();
        log.add(Instant.EPOCH, "WARN first\nwith \u001b[31m");
        log.started();
        log.add(Instant.EPOCH, "INFO second " + "x".repeat(2000));
        assertThat(ask("show startup-logs")).isEqualTo("1970-01-01T00:00:00Z WARN first with ?[31m\n\n");
        assertThat(ask("show events buf0").lines())
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("1970-01-01T00:00:00Z INFO second x")
                .endsWith("x...")
                .hasSizeLessThan(1100);
        for (int i = 0; i < 2000; i++) {
            log.add(Instant.EPOCH, "INFO " + i);
        }
        assertThat(ask("show events buf0").lines())
                .hasSize(RecentLog.LINES + 1)
                .first()
                .asString()
                .endsWith("INFO 1000");
        assertThat(ask("show startup-logs").lines()).hasSize(2);
        assertThat(ask("show events buf0 -n")).isEqualTo("\n");
        assertThat(ask("show events buf0 -x")).isEqualTo("unknown option\n\n");
        assertThat(ask("show events buf0 -w").lines()).as("with nobody to wait").hasSize(RecentLog.LINES + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "operator"})
    void onlyAdministratorsChangeWhatTheBalancerDoes(String level) {
        String before = settings();
        List<String> changing = List.of(
                "add acl #1 10.0.0.1",
                "add server iri_back/x 127.0.0.1:1",
                "clear acl #2",
                "clear counters all",
                "del acl #2 getNeighbors",
                "del server iri_back/x",
                "disable agent iri_back/#1",
                "disable frontend iri_front",
                "disable health iri_back/#1",
                "disable server iri_back/#1",
                "enable agent iri_back/#1",
                "enable frontend iri_front",
                "enable health iri_back/#1",
                "enable server iri_back/#1",
                "set maxconn frontend iri_front 1",
                "set maxconn global 1",
                "set maxconn server iri_back/#1 1",
                "set rate-limit connections global 1",
                "set server iri_back/#1 weight 1",
                "set weight iri_back/#1 1",
                "shutdown session 0x1",
                "shutdown sessions server iri_back/#1");
        for (String command : changing) {
            assertThat(ask(level + ";" + command)).as(command).isEqualTo("\nPermission denied\n\n");
        }
        assertThat(ask("help")
                        .lines()
                        .filter(line -> line.matches("  (add|clear|del|disable|enable|set|shutdown) .*"))
                        .map(line -> line.strip().replaceAll(" *[<\\[:].*", "")))
                .as("commands that change something; add new ones to the list above")
                .allSatisfy(words -> assertThat(changing.stream().anyMatch(command -> command.startsWith(words))
                                || List.of(
                                                "clear counters",
                                                "clear table",
                                                "set table",
                                                "set timeout",
                                                "set severity-output")
                                        .contains(words))
                        .as(words)
                        .isTrue());
        assertThat(settings()).isEqualTo(before);
    }

    /** What commands can change; for how long a server has been as it is goes on by itself. */
    private String settings() {
        String stat = desk.rows("show stat").stream()
                .map(row -> IntStream.range(0, row.size())
                        .filter(column -> column != Column.LASTCHG.ordinal())
                        .mapToObj(row::get)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        return stat + ask("show acl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear counters", "clear table iri_front", "set table iri_front key 1.2.3.4 data.gpc0 1"})
    void usersDontChangeFiguresEither(String command) {
        assertThat(ask("user;" + command)).isEqualTo("\nPermission denied\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "disable frontend                    | A frontend name is expected.",
                "disable frontend nope               | No such frontend.",
                "set maxconn frontend iri_front      | Integer value expected.",
                "set maxconn frontend iri_front x    | Integer value expected.",
                "set maxconn frontend iri_front -1   | Value out of range.",
                "set maxconn global 4001             | Value out of range.",
                "set rate-limit sessions global 1x   | Expects an integer value.",
                "set rate-limit http-compression global 2097152| Value out of range.",
                "shutdown session 1                  | Session pointer expected (use 'show sess').",
                "shutdown session 0x99999            | No such session (use 'show sess').",
                "shutdown session 0xnonsense         | No such session (use 'show sess').",
                "shutdown sessions server iri_back/x | No such server.",
                "add acl #1                          | 'add acl' expects two parameters: ACL identifier and pattern.",
                "add acl #3 1.2.3.4                  | Unknown ACL identifier. Please use #<id> or <file>.",
                "add acl #2 a,b                      | 'a,b' is not a command.",
                "del acl #1 1.2.3.4                  | Key not found.",
                "set table iri_front key x data.gpc0 1 | Invalid key"
            })
    void whatIsWrongIsSaid(String command, String error) {
        assertThat(ask(command)).isEqualTo(error + "\n\n");
    }
}
