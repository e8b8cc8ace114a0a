package org.irilb.server.admin.traffic;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(desk.ask("show errors iri_front response\n")).doesNotContain("invalid request");
        assertThat(desk.ask("show errors iri_back\n")).doesNotContain("invalid request");
    }
}
