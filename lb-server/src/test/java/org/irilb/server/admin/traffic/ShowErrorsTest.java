package org.irilb.server.admin.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.Desk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ShowErrorsTest {

    private final Desk desk = Desk.open();

    @AfterEach
    void close() {
        desk.close();
    }

    private void send(String request) {
        try (Wire client = Wire.connect(desk.balancer().address(Setup.LISTENER), "127.0.0.2")) {
            assertThat(client.send(request).endOutput().readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void withoutErrorsThereIsOnlyTheTitle() {
        assertThat(desk.ask("show errors\n"))
                .matches("Total events captured on \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}(:\\d\\d){3}\\.\\d{3}] : 0\n\n");
        assertThat(desk.ask("show errors nope\n")).isEqualTo("No such proxy.\n\n");
        assertThat(desk.ask("user;show errors\n")).isEqualTo("\nPermission denied\n\n");
    }

    @Test
    void theLastMalformedRequestIsShownByteByByteButForPasswords() {
        send("GET / HTTP/1.1\r\nHost : first\r\n\r\n");
        send("POST / HTTP/1.1\r\nHost: x\r\nAuthorization: Basic c2VjcmV0\r\n c2VjcmV0\r\nA\u0001\u00e9\\ : 1\r\nX: "
                + "y".repeat(2000) + "\r\n\r\n");

        assertThat(desk.ask("show errors\n"))
                .startsWith("Total events captured on [")
                .contains("] : 2\n \n[", "] frontend iri_front (#2): invalid request\n")
                .containsPattern(
                        "\n  backend <NONE> \\(#-1\\), server <NONE> \\(#-1\\), event #1, src 127\\.0\\.0\\.2:\\d+\n")
                .containsPattern("\n  len 2\\d{3}, [A-Z].*\n \n")
                .contains(
                        "\n  00000  POST / HTTP/1.1\\r\\n\n  00017  Host: x\\r\\n\n  00026  Authorization: ***\\n\n  00057   ***\\n\n  00068  A")
                .contains("  A\\x01\\xE9\\\\ : 1\\r\\n\n")
                .containsPattern("\n  \\d{5}\\+ y{70}\n")
                .doesNotContain("first", "c2VjcmV0", "y".repeat(71))
                .endsWith("y\n\n");
        assertThat(desk.ask("show errors iri_front request\n")).contains("invalid request");
        assertThat(desk.ask("show errors 2\n")).contains("invalid request");
        assertThat(desk.ask("show errors -1 request\n")).contains("invalid request");
        assertThat(desk.ask("show errors iri_front response\n")).doesNotContain("invalid request");
        assertThat(desk.ask("show errors iri_back\n")).doesNotContain("invalid request");
    }

    @Test
    void theLastAnswerThatCouldNotBeReadIsShownToo() {
        try (Origin broken = Origin.playing((wire, origin) -> {
            origin.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\nabc");
        })) {
            NodeConfig node = Setup.node(broken.port(), 1, 5);
            desk.nodes(node);
            assertThat(desk.request("{\"command\":\"getNodeInfo\"}")).isEqualTo(502);

            String shown = desk.ask("show errors\n");
            assertThat(shown)
                    .contains("] : 1\n \n[", "] backend iri_back (#3): invalid response\n")
                    .contains("\n  frontend iri_front (#2), server " + node.id() + " (#1), event #0, src 127.0.0.1:")
                    .containsPattern(
                            "\n  len \\d+, Malformed message: a field name is not a token followed by a colon\n \n")
                    .contains("\n  00000  HTTP/1.1 200 OK\\r\\n\n  00017  Content-Length : 3\\r\\n\n");
            assertThat(desk.ask("show errors iri_back response\n")).contains("invalid response");
            assertThat(desk.ask("show errors iri_front\n")).contains("invalid response");
            assertThat(desk.ask("show errors iri_back request\n")).doesNotContain("invalid");
            assertThat(desk.ask("show errors iri_pow_back\n")).doesNotContain("invalid");
        }
    }

    @Test
    void chunksThatCannotBeReadAreShownFromThereOn() {
        try (Origin broken = Origin.playing((wire, origin) -> {
            origin.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n");
        })) {
            desk.nodes(Setup.node(broken.port(), 1, 5));
            assertThat(desk.request("{\"command\":\"getNodeInfo\"}")).isEqualTo(502);
            assertThat(desk.ask("show errors iri_back\n"))
                    .contains(", Malformed message: the chunked body is not valid\n \n")
                    .contains("  00000  yz\\r\\n\n");
        }
    }
}
