package org.irilb.server.admin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.irilb.consul.ConsulStatus;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.kv.KvStatus;
import org.irilb.consul.registration.RegistrationStatus;
import org.irilb.consul.snapshot.Origin;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.RuleLists;
import org.irilb.core.kit.Setup;
import org.irilb.server.admin.AdminSocket;
import org.irilb.server.admin.Managed;
import org.irilb.server.admin.process.RecentLog;
import org.irilb.server.admin.socket.AdminEndpoint;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;
import org.irilb.server.consul.ConsulView;
import org.junit.jupiter.api.Test;

final class ShowConsulTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final ConsulStatus TROUBLED = new ConsulStatus(
            "dc1",
            "http://127.0.0.1:8500",
            Origin.CONSUL,
            4,
            Optional.of(NOW.minusMillis(2500)),
            Duration.ofMillis(12),
            77,
            10,
            3,
            6,
            2,
            Optional.of("status 403: ACL not found"),
            Optional.of(ReadFailure.Kind.FORBIDDEN),
            Set.of("10.0.0.1:14265"),
            Duration.ofSeconds(9),
            1);

    private static final ConsulStatus UNREAD = new ConsulStatus(
            "dc2",
            "http://127.0.0.1:8500",
            Origin.SNAPSHOT,
            2,
            Optional.empty(),
            Duration.ZERO,
            0,
            0,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Duration.ZERO,
            0);

    @Test
    void everythingThatIsKnownOfConsulIsALine() {
        assertThat(ShowConsul.lines(of(TROUBLED), NOW)).isEqualTo("""
                        Datacenter: dc1
                        Agent: http://127.0.0.1:8500
                        Nodes: 4
                        Nodes_from: consul
                        Stale: 1
                        Last_contact_sec: 2.500
                        Server_lag_sec: 0.012
                        Index: 77
                        Reads: 10
                        Changes: 3
                        Missed_changes: 1
                        Failures: 6
                        Failures_in_a_row: 2
                        Failure_kind: forbidden
                        Failure: status 403: ACL not found
                        Losses_held: 10.0.0.1:14265
                        Losses_held_sec: 9.000
                        """);
    }

    @Test
    void aConsulThatNeverAnsweredSaysSo() {
        assertThat(ShowConsul.lines(of(UNREAD), NOW))
                .contains("Nodes_from: snapshot\n", "Stale: 1\n", "Last_contact_sec: never\n", "Failure: \n");
    }

    @Test
    void listsOfRulesInConsulAreShownWithWhatIsWrongThere() throws UnknownHostException {
        AddressBlock friends = new AddressBlock(InetAddress.getByName("10.0.0.0"), 8);
        ConsulView.Rules rules = new ConsulView.Rules(
                new KvStatus("iri-lb", Origin.CONSUL, Optional.of(NOW.minusMillis(1500)), 9, 0, Optional.empty()),
                new RuleLists(List.of(friends), List.of(), List.of("getNeighbors", "x")),
                Map.of("whitelist", "line 2: x (expected: y)"));
        assertThat(ShowConsul.lines(new ConsulView(List.of(), Optional.of(rules), Optional.empty()), NOW))
                .isEqualTo("""
                        Rules_prefix: iri-lb
                        Rules_from: consul
                        Rules_last_contact_sec: 1.500
                        Rules_index: 9
                        Rules_failures_in_a_row: 0
                        Rules_failure:\s
                        Rules_whitelist: 10.0.0.0/8
                        Rules_deny-sources:\s
                        Rules_deny-commands: getNeighbors x
                        Rules_problem: whitelist: line 2: x (expected: y)
                        """);
    }

    @Test
    void theEntryOfTheBalancerItselfIsShown() {
        RegistrationStatus registration =
                new RegistrationStatus("iri-lb:14267", "http://127.0.0.1:8500", true, 2, Optional.of("status 500"));
        assertThat(ShowConsul.lines(new ConsulView(List.of(), Optional.empty(), Optional.of(registration)), NOW))
                .isEqualTo("""
                        Registration_id: iri-lb:14267
                        Registration_agent: http://127.0.0.1:8500
                        Registered: 1
                        Registrations: 2
                        Registration_failure: status 500
                        """);
    }

    private static ConsulView of(ConsulStatus... datacenters) {
        return new ConsulView(List.of(datacenters), Optional.empty(), Optional.empty());
    }

    @Test
    void theSocketHasItWhereNodesComeFromConsul() throws IOException {
        try (LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
                AdminSocket with =
                        AdminSocket.open(endpoint(), managed(balancer, Optional.of(() -> of(TROUBLED, UNREAD))));
                AdminSocket without = AdminSocket.open(endpoint(), managed(balancer, Optional.empty()))) {
            assertThat(ask(with))
                    .startsWith("Datacenter: dc1\nAgent: http://127.0.0.1:8500\n")
                    .contains("\nDatacenter: dc2\n")
                    .endsWith("\n\n");
            assertThat(ask(without)).startsWith("Unknown command");
        }
    }

    private static Managed managed(LoadBalancer balancer, Optional<Supplier<ConsulView>> consul) {
        return new Managed(balancer, new Statistics(balancer), consul, Optional.empty(), new RecentLog());
    }

    private static List<AdminEndpoint> endpoint() {
        return List.of(new AdminEndpoint(new InetSocketAddress("127.0.0.1", 0), Level.USER));
    }

    private static String ask(AdminSocket socket) throws IOException {
        InetSocketAddress address = (InetSocketAddress) socket.addresses().get(0);
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            client.getOutputStream().write("show consul\n".getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
