package org.irilb.server.admin.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.Desk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators see of sources, and can undo. */
final class TableCommandsTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private final Desk desk = Desk.open();

    @BeforeEach
    void ask() {
        desk.nodes(desk.origin(1, 10));
        askFrom("127.0.0.2", 1);
        askFrom("127.0.0.3", 3);
        Await.until("nobody is connected", () -> desk.balancer().status().currentConnections() == 0);
    }

    private void askFrom(String address, int requests) {
        try (Wire client = Wire.connect(desk.balancer().address(Setup.LISTENER), address)) {
            for (int i = 0; i < requests; i++) {
                assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            }
        }
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void tablesAreListedWithoutTheirContents() {
        assertThat(desk.ask("show table\n")).isEqualTo("# table: iri_front, type: ip, size:100, used:2\n\n");
    }

    @Test
    void sourcesAreListedAsHaproxyDoes() {
        String first = "0x[0-9a-f]{8}: key=127\\.0\\.0\\.2 use=0 exp=86[34]\\d{5} gpc0=0 conn_cnt=1 conn_cur=0"
                + " http_req_cnt=1 tokens=0\n";
        String second = "0x[0-9a-f]{8}: key=127\\.0\\.0\\.3 use=0 exp=86[34]\\d{5} gpc0=0 conn_cnt=1 conn_cur=0"
                + " http_req_cnt=3 tokens=0\n";

        assertThat(desk.ask("show table iri_front\n"))
                .matches("# table: iri_front, type: ip, size:100, used:2\n" + first + second + "\n");
        assertThat(desk.ask("show table iri_back data.http_req_cnt gt 1\n"))
                .matches("# table: iri_back, type: ip, size:100, used:2\n" + second + "\n");
        assertThat(desk.ask("show table iri_pow_back key 127.0.0.2\n"))
                .matches("# table: iri_pow_back, type: ip, size:100, used:2\n" + first + "\n");
    }

    @Test
    void whoTheClientsAreIsNotToldToUsers() {
        assertThat(desk.ask("user;show table;show table iri_front;show table iri_front data.http_req_cnt gt 1\n"))
                .isEqualTo("""

                        # table: iri_front, type: ip, size:100, used:2

                        # table: iri_front, type: ip, size:100, used:2
                        # contents not dumped due to insufficient privileges

                        # table: iri_front, type: ip, size:100, used:2
                        # contents not dumped due to insufficient privileges

                        """);
        assertThat(desk.ask("user;show table iri_front key 127.0.0.2\n")).isEqualTo("\nPermission denied\n\n");
        assertThat(desk.ask("user;show table iri_front key 127.0.0.4\n")).isEqualTo("\nPermission denied\n\n");
        assertThat(desk.ask("operator;show table iri_front\n")).contains("key=127.0.0.2 ", "key=127.0.0.3 ");
    }

    @Test
    void aSourceIsForgotten() {
        assertThat(desk.ask("clear table iri_front key 127.0.0.3\n")).isEqualTo("\n");

        assertThat(desk.ask("show table iri_front\n"))
                .contains("http_req_cnt=1 ")
                .doesNotContain("127.0.0.3");
    }

    @Test
    void sourcesAreForgottenByWhatIsCountedOfThemOrAll() {
        desk.ask("clear table iri_front data.http_req_cnt lt 2\n");
        assertThat(desk.ask("show table iri_front\n"))
                .contains("http_req_cnt=3 ")
                .doesNotContain("http_req_cnt=1 ");

        desk.ask("clear table iri_front\n");
        assertThat(desk.ask("show table iri_front\n")).doesNotContain("http_req_cnt=3 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "table nope                          | No such table",
                "table iri_front key nobody          | Invalid key",
                "table iri_front key 10.0.0.0/64     | Invalid key",
                "table iri_front data.gpc1 gt 0      | Filter entry #1: Data type not stored in this table",
                "table iri_front data.gpc9 gt 0      | Filter entry #1: Unknown data type",
                "table iri_front key                 | Key value expected",
                "table iri_front data.gpc0 over 0    | Filter entry #1: Require and operator among \"eq\", \"ne\", \"le\", \"ge\", \"lt\", \"gt\"",
                "table iri_front data.gpc0 gt many   | Filter entry #1: Require a valid integer value to compare against"
            })
    void whatIsWrongIsSaid(String command, String error) {
        assertThat(desk.ask("show " + command + "\n")).isEqualTo(error + "\n\n");
        assertThat(desk.ask("clear " + command + "\n")).isEqualTo(error + "\n\n");
    }

    @Test
    void otherArgumentsAreAnsweredWithWhatIsExpected() {
        assertThat(desk.ask("show table iri_front with 1\n"))
                .isEqualTo("Optional argument only supports \"data.<store_data_type>\" <operator> <value>"
                        + " and key <key>\n\n");
        assertThat(desk.ask("clear table iri_front with 1\n"))
                .isEqualTo("Required arguments: <table> \"data.<store_data_type>\" <operator> <value>"
                        + " or <table> key <key>\n\n");
    }

    @Test
    void operatorsMayForgetAndOthersMayOnlyLook() {
        assertThat(desk.ask("user;clear table iri_front\n")).isEqualTo("\nPermission denied\n\n");
        assertThat(desk.ask("operator;clear table iri_front\n")).isEqualTo("\n\n");
    }
}
