package org.irilb.server.admin.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.server.admin.Desk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sets of servers by hand. */
@Execution(ExecutionMode.CONCURRENT)
final class ServerCommandsTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final int STATUS = 17;
    private static final int WEIGHT = 18;
    private static final int LIMIT = 6;

    private final Desk desk = Desk.open();
    private NodeConfig node;
    private String server;

    @BeforeEach
    void open() {
        node = desk.origin(2, 10);
        desk.nodes(node);
        server = "iri_back/" + node.id();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void set(String command) {
        assertThat(desk.ask(command + "\n")).as(command).isEqualTo("\n");
    }

    private String cell(String pool, int column) {
        return row(pool).get(column);
    }

    private List<String> row(String pool) {
        return desk.rows("show stat").stream()
                .filter(row -> row.get(0).equals(pool) && row.get(1).equals(node.id()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"disable server,, MAINT", "set server, state maint, MAINT", "set server, state drain, DRAIN"})
    void aServerGoesOutOfServiceInOnePoolAndComesBack(String command, String state, String shown) {
        set(command + " " + server + (state == null ? "" : " " + state));

        assertThat(cell("iri_back", STATUS)).isEqualTo(shown);
        assertThat(cell("iri_pow_back", STATUS)).isEqualTo("UP");
        assertThat(desk.request(NODE_INFO)).isEqualTo(503);

        set("enable server " + server);
        assertThat(cell("iri_back", STATUS)).isEqualTo("UP");
        assertThat(desk.request(NODE_INFO)).isEqualTo(200);
    }

    @Test
    void whatIsSetByHandIsToldFromWhatTheSourceSays() {
        set("set server " + server + " state drain");
        assertThat(state()).isEqualTo("2 8");
        set("set server " + server + " state maint");
        assertThat(state()).isEqualTo("0 1");
        set("set server " + server + " state ready");
        assertThat(state()).isEqualTo("2 0");

        desk.nodes(node.in(ServiceState.MAINT, "its check"));
        assertThat(state()).isEqualTo("0 4");
        set("enable server " + server);
        assertThat(cell("iri_back", STATUS)).isEqualTo("MAINT");
    }

    private String state() {
        List<String> words = List.of(desk.ask("show servers state iri_back\n")
                .lines()
                .toList()
                .get(2)
                .split(" "));
        return words.get(5) + " " + words.get(6);
    }

    @Test
    void itOutlastsWhatTheSourceSaysLater() {
        set("set server " + server + " state maint");
        set("set weight " + server + " 7");
        set("set maxconn server " + server + " 3");

        desk.nodes(new NodeConfig(
                node.id(),
                node.host(),
                node.port(),
                node.scheme(),
                node.verify(),
                9,
                20,
                20,
                node.pow(),
                ServiceState.READY,
                ""));
        assertThat(cell("iri_back", STATUS)).isEqualTo("MAINT");
        assertThat(cell("iri_back", WEIGHT)).isEqualTo("7");
        assertThat(cell("iri_back", LIMIT)).isEqualTo("3");
        assertThat(desk.ask("get weight " + server + "\n")).isEqualTo("7 (initial 9)\n\n");

        desk.nodes();
        desk.nodes(node);
        assertThat(cell("iri_back", STATUS)).isEqualTo("MAINT");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "256, 256", "50%, 1", "100%, 2", "300%, 6", "999999999999%, 256", "+3, 3"})
    void aWeightIsANumberOrAShare(String text, String weight) {
        set("set server " + server + " weight " + text);

        assertThat(cell("iri_back", WEIGHT)).isEqualTo(weight);
        assertThat(desk.ask("get weight " + server + "\n")).isEqualTo(weight + " (initial 2)\n\n");
    }

    @Test
    void aLimitForProofOfWorkIsOneOfThatPool() {
        set("set maxconn server iri_pow_back/" + node.id() + " 30");

        assertThat(cell("iri_pow_back", LIMIT)).isEqualTo("30");
        assertThat(cell("iri_back", LIMIT)).isEqualTo("10");
    }

    @Test
    void numbersNameServersToo() {
        set("disable server #3/#1");

        assertThat(cell("iri_back", STATUS)).isEqualTo("MAINT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "disable server x                    | Require 'backend/server'.",
                "disable server x/y                  | No such backend.",
                "enable server iri_back/y            | No such server.",
                "enable server                       | Require 'backend/server'.",
                "set server iri_back/# state ready   | No such server.",
                "set server SRV state off            | 'set server <srv> state' expects 'ready', 'drain' and 'maint'.",
                "set server SRV weight               | Require <weight> or <weight%>.",
                "set server SRV weight x             | Empty weight string empty or preceded by garbage",
                "set server SRV weight 257           | Absolute weight can only be between 0 and 256 inclusive.",
                "set weight SRV -1                   | Absolute weight can only be between 0 and 256 inclusive.",
                "set weight SRV -1%                  | Relative weight must be positive.",
                "set weight SRV 5x                   | Trailing garbage in weight string",
                "set maxconn server SRV              | Require <maxconn>.",
                "set maxconn server SRV x            | maxconn string empty or preceded by garbage",
                "set maxconn server SRV 0            | Value out of range.",
                "set server SRV agent up             | agent checks are not enabled on this server.",
                "get weight x/y                      | No such backend."
            })
    void whatIsWrongIsSaidAndChangesNothing(String command, String error) {
        List<String> before = row("iri_back");

        assertThat(desk.ask(command.replace("SRV", server) + "\n")).isEqualTo(error + "\n\n");
        assertThat(row("iri_back").get(STATUS)).isEqualTo(before.get(STATUS));
        assertThat(row("iri_back").get(WEIGHT)).isEqualTo(before.get(WEIGHT));
        assertThat(row("iri_back").get(LIMIT)).isEqualTo(before.get(LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable server", "enable server", "set weight", "set maxconn server", "set server"})
    void onlyAdministratorsMay(String command) {
        assertThat(desk.ask("operator;" + command + " " + server + " 1\n")).isEqualTo("\nPermission denied\n\n");
    }

    @Test
    void newRequestsGoElsewhere() {
        NodeConfig other = desk.origin(1, 10);
        desk.nodes(node, other);
        set("disable server " + server);
        for (int i = 0; i < 5; i++) {
            assertThat(desk.request(NODE_INFO)).isEqualTo(200);
        }
        assertThat(cell("iri_back", 7)).isEqualTo("0");
    }
}
