package org.irilb.server.admin.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.consul.directory.DirectorySource;
import org.irilb.consul.registry.DirectoryRegistry;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.AdminSocket;
import org.irilb.server.admin.Managed;
import org.irilb.server.admin.process.RecentLog;
import org.irilb.server.admin.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistrationCommandsTest {

    @TempDir
    private Path dir;

    private final Origin node = Origin.answering("1");
    private final LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
    private DirectorySource source;
    private AdminSocket socket;

    private void open(boolean mayRegister) {
        source = DirectorySource.start(dir, balancer::updateNodes);
        Managed managed = new Managed(
                balancer,
                new Statistics(balancer),
                Optional.empty(),
                mayRegister ? Optional.of(new DirectoryRegistry(dir, "iri")) : Optional.empty(),
                new RecentLog());
        socket = AdminSocket.open(new InetSocketAddress("127.0.0.1", 0), managed);
    }

    @AfterEach
    void close() {
        socket.close();
        source.close();
        balancer.close();
        node.close();
    }

    private String ask(String command) {
        try (Wire wire = Wire.connect((InetSocketAddress) socket.addresses().get(0))) {
            return wire.send(command + "\n").endOutput().readToEnd();
        }
    }

    private int request() {
        try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            return client.post("{\"command\":\"getNodeInfo\"}").readAnswer().status();
        }
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aServerIsAddedInMaintenanceServesAndIsDeleted() throws Exception {
        open(true);
        assertThat(ask("add server iri_back/n3 127.0.0.1:" + node.port() + " check weight 3 maxconn 4"))
                .isEqualTo("New server registered.\n\n");
        assertThat(ask("show stat iri_back 4 -1")).contains("\niri_back,n3,0,0,0,0,4,", ",MAINT,3,");
        assertThat(ask("show stat iri_pow_back 4 -1")).doesNotContain("n3");
        assertThat(files()).containsExactly("n3.json");
        assertThat(request()).isEqualTo(503);
        assertThat(ask("enable server iri_back/n3")).isEqualTo("\n");
        assertThat(request()).isEqualTo(200);

        assertThat(ask("add server iri_back/n3 127.0.0.1:1"))
                .isEqualTo("Already exists a server with the same name in backend.\n\n");
        assertThat(ask("del server iri_back/n3")).isEqualTo("Only servers in maintenance mode can be deleted.\n\n");
        assertThat(ask("disable server iri_back/n3")).isEqualTo("\n");
        assertThat(ask("del server iri_back/n3")).isEqualTo("Server deleted.\n\n");
        assertThat(files()).isEmpty();
        assertThat(ask("show stat iri_back 4 -1")).doesNotContain("n3");
    }

    @Test
    void aServerOfThePoolForProofOfWorkDoesNothingElse() {
        open(true);
        assertThat(ask("add server iri_pow_back/p [::1]:14265 ssl verify none"))
                .isEqualTo("New server registered.\n\n");
        assertThat(ask("show stat -1 4 -1"))
                .contains("\niri_pow_back,p,", ",[::1]:14265,")
                .doesNotContain("iri_back,p");
    }

    @Test
    void whatIsWrongIsSaidAndRegistersNothing() throws Exception {
        open(true);
        assertThat(ask("add server iri_back")).isEqualTo("Require 'backend/server'.\n\n");
        assertThat(ask("add server nope/x 127.0.0.1:1")).isEqualTo("No such backend.\n\n");
        assertThat(ask("add server iri_back/x"))
                .isEqualTo("'server' expects <name> and <addr>[:<port>] as arguments.\n\n");
        assertThat(ask("add server iri_back/x 127.0.0.1:1 backup")).isEqualTo("unknown keyword 'backup'.\n\n");
        assertThat(ask("add server iri_back/x 127.0.0.1:1 weight")).isEqualTo("'weight' expects a value.\n\n");
        assertThat(ask("add server iri_back/x 127.0.0.1:1 weight many"))
                .contains("weight")
                .endsWith("\n\n");
        assertThat(ask("del server iri_back/x")).isEqualTo("No such server.\n\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void whereConsulHasTheNodesItSaysSo() {
        open(false);
        assertThat(ask("add server iri_back/x 127.0.0.1:1"))
                .startsWith("The nodes are registered in Consul: ")
                .endsWith("\n\n");
    }
}
