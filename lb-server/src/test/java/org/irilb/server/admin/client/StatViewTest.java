package org.irilb.server.admin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Setup;
import org.irilb.server.admin.AdminSocket;
import org.irilb.server.admin.Desk;
import org.irilb.server.admin.Tool;
import org.irilb.server.admin.socket.AdminEndpoint;
import org.irilb.server.config.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script show-stat of old, its pipeline as it was, and what takes its place. */
final class StatViewTest {

    private static final NodeConfig UP = Setup.node(14265, 10, 7);
    private static final NodeConfig MAINT = Setup.in(ServiceState.MAINT, Setup.node(14266, 1, 1, PowRole.ONLY));
    private static final NodeConfig DRAIN = Setup.in(ServiceState.DRAIN, Setup.node(14267, 2, 1, PowRole.NONE));

    private static Desk desk;

    @BeforeAll
    static void open() {
        desk = Desk.open();
        desk.nodes(UP, MAINT, DRAIN);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static final List<String> SERVICES = List.of(
            "# pxname,svname,status,weight,addr",
            "iri_back,127.0.0.1:14265,UP,10,127.0.0.1:14265",
            "iri_back,127.0.0.1:14267,DRAIN,2,127.0.0.1:14267",
            "iri_pow_back,127.0.0.1:14265,UP,10,127.0.0.1:14265",
            "iri_pow_back,127.0.0.1:14266,MAINT,1,127.0.0.1:14266");

    @Test
    void servicesAreTheServersInFiveColumns() {
        assertThat(StatView.SERVICES.read(desk.address())).isEqualTo(SERVICES);
    }

    @Test
    void aSocketThatIsAFileTellsTheSame(@TempDir Path directory) {
        SocketAddress file = UnixDomainSocketAddress.of(directory.resolve("admin"));
        try (AdminSocket socket = AdminSocket.open(List.of(new AdminEndpoint(file, Level.ADMIN)), desk.managed())) {
            assertThat(StatView.SERVICES.read(socket.addresses().get(0))).isEqualTo(SERVICES);
        }
    }

    @Test
    void theOldPipelineStillPrintsThem() {
        Tool.require("socat");
        Tool.Outcome outcome = Tool.run("echo \"show stat\" | socat -t60 stdio tcp4-connect:127.0.0.1:"
                + desk.address().getPort()
                + " | egrep -v \"FRONTEND|BACKEND\" | cut -d, -f1,2,18,19,74");
        assertThat(outcome.lines().stream().filter(line -> !line.isEmpty())).containsExactlyElementsOf(SERVICES);
    }

    @Test
    void serversAreShownWithTheirStates() {
        String header = "# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight"
                + " srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state"
                + " srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl"
                + " srv_check_port srv_check_addr srv_agent_addr srv_agent_port";
        assertThat(StatView.SERVERS.read(desk.address()).stream().map(StatViewTest::withoutTime))
                .containsExactly(
                        "1",
                        header,
                        "3 iri_back 1 127.0.0.1:14265 127.0.0.1 2 0 10 10 T 0 0 0 0 0 0 0 - 14265 - 0 0 - - 0",
                        "3 iri_back 2 127.0.0.1:14267 127.0.0.1 2 16 2 2 T 0 0 0 0 0 0 0 - 14267 - 0 0 - - 0",
                        "4 iri_pow_back 1 127.0.0.1:14265 127.0.0.1 2 0 10 10 T 0 0 0 0 0 0 0 - 14265 - 0 0 - - 0",
                        "4 iri_pow_back 2 127.0.0.1:14266 127.0.0.1 0 4 1 1 T 0 0 0 0 0 0 0 - 14266 - 0 0 - - 0");
    }

    private static String withoutTime(String line) {
        return line.replaceFirst("^(([^#]\\S* ){9})\\d+ ", "$1T ");
    }

    private List<String> states(String pool) {
        return desk.ask("show servers state " + pool + "\n")
                .lines()
                .map(StatViewTest::withoutTime)
                .toList();
    }

    @Test
    void statesCanBeAskedForOnePool() {
        List<String> byName = states("iri_back");

        assertThat(byName).isEqualTo(states("#3"));
        assertThat(byName).anyMatch(line -> line.startsWith("3 iri_back 2 ")).noneMatch(line -> line.contains("pow"));
        assertThat(desk.ask("show servers state nope\n")).isEqualTo("Can't find backend.\n\n");
    }

    @Test
    void whoDoesntAnswerIsNamed() {
        assertThatThrownBy(() -> StatView.SERVICES.read(new InetSocketAddress("127.0.0.1", 1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no answer from 127.0.0.1:1: Connection refused");
    }

    @Test
    void anAnswerThatIsNoTableIsAnError() {
        assertThatThrownBy(() -> StatView.services(List.of("Permission denied")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Permission denied");
    }

    @Test
    void columnsAreFoundByTheirNamesAndQuotesAreUnderstood() {
        assertThat(StatView.services(List.of(
                        "# pxname,svname,last_chk,status,weight,addr,",
                        "b,s,\"a, \"\"b\"\", c\",UP,1,[::1]:80,",
                        "b,BACKEND,,UP,1,,")))
                .containsExactly("# pxname,svname,status,weight,addr", "b,s,UP,1,[::1]:80");
    }
}
