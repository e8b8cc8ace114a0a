package org.irilb.server.admin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.Zone;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.AgentStatus;
import org.irilb.core.metrics.EvidenceStatus;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.core.metrics.NodeFacts;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.core.metrics.Opinion;
import org.irilb.core.metrics.Opinion.Holder;
import org.irilb.core.metrics.Outages;
import org.irilb.server.admin.Desk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code explain} and {@code show health}. */
@Execution(ExecutionMode.CONCURRENT)
final class ExplainTest {

    private static final NodeHealth FINE = new NodeHealth(
            List.of(new Opinion(Holder.SOURCE, ServiceState.READY, "", Duration.ofSeconds(130))),
            Optional.of(new HealthStatus(
                    4,
                    2,
                    4,
                    "L7OK",
                    false,
                    "Layer7 check passed",
                    200,
                    Duration.ofMillis(3),
                    List.of(Duration.ofMillis(3), Duration.ofMillis(7)),
                    "getNodeInfo: answered, well",
                    1,
                    new Outages(2, Duration.ofSeconds(9), Duration.ofHours(26)))),
            Optional.empty(),
            new EvidenceStatus(1, 2, 3, "", false, Duration.ZERO),
            Optional.of(new NodeFacts(
                    "IRI",
                    "1.8.6",
                    30,
                    29,
                    5,
                    OptionalLong.of(1),
                    List.of("RemotePOW", "a,b"),
                    Duration.ofSeconds(4))));

    private Desk desk;
    private NodeConfig node;
    private String id;

    @BeforeEach
    void open() {
        desk = Desk.open();
        node = desk.origin(1, 10);
        id = node.id();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void fares(NodeHealth health) {
        desk.balancer().showHealth(each -> health);
    }

    private List<String> explain() {
        return desk.ask("explain " + id + "\n").lines().toList();
    }

    @Test
    void aNodeThatServesIsSaidToAndWhatEverybodySaysOfIt() {
        desk.nodes(node);
        fares(FINE);

        assertThat(explain())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("iri_back: it gets requests, UP 3/4 for \\d s: weight 1, 0 of 10 at a time."),
                        line -> assertThat(line).startsWith("iri_pow_back: it gets requests"),
                        line -> assertThat(line).isEqualTo("Its definition: in service for 2 min 10 s."),
                        line -> assertThat(line)
                                .isEqualTo("Own checks: UP 3/4 for 1 d 2 h, the last one L7OK 200 in 3 ms,"
                                        + " getNodeInfo: answered, well."),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "Evidence: nothing that counts; requests that failed in a row: 0, not ready: 1,"
                                                + " falls lately: 2, ejections so far: 3."),
                        line -> assertThat(line)
                                .isEqualTo("Cluster: milestone 29 of 30, 1 behind the newest, told 4 s ago."),
                        line -> assertThat(line).isEmpty());
    }

    @Test
    void whoeverTakesANodeOutIsNamedWithHisReason() {
        desk.nodes(Setup.in(ServiceState.MAINT, node));
        fares(new NodeHealth(
                List.of(
                        new Opinion(Holder.SOURCE, ServiceState.MAINT, "maintenance: disk", Duration.ofMinutes(61)),
                        new Opinion(Holder.CLUSTER, ServiceState.DOWN, "milestone 3, 97 behind", Duration.ofSeconds(8)),
                        new Opinion(Holder.AGENT, ServiceState.DRAIN, "agent: drain", Duration.ofSeconds(9))),
                Optional.empty(),
                Optional.of(
                        new AgentStatus(8080, "CHECKED", "No status change", Duration.ZERO, "via agent : drain", true)),
                new EvidenceStatus(0, 0, 1, "5 requests in a row failed", true, Duration.ofMillis(6500)),
                Optional.of(new NodeFacts("", "", 3, 3, -1, OptionalLong.of(97), List.of(), Duration.ofSeconds(70)))));

        assertThat(desk.ask("show servers state iri_back\n")).contains(" 0 0 0 0 22 0 0 - ", " - 0 0 - - 8080\n");
        assertThat(explain())
                .anyMatch(line -> line.matches("iri_back: no requests, MAINT for \\d s\\."))
                .contains(
                        "Its definition: maintenance for 1 h 1 min: maintenance: disk.",
                        "Own checks: none.",
                        "Evidence: 5 requests in a row failed; out for at least 7 s more.",
                        "Cluster: down for 8 s: milestone 3, 97 behind; now milestone 3 of 3, 97 behind the newest,"
                                + " told 1 min 10 s ago.",
                        "Agent: drain for 9 s, the last answer CHECKED, via agent : drain.");
    }

    @Test
    void aNodeThatIsNeededStaysWhateverSpeaksAgainstIt() {
        desk.nodes(node);
        fares(new NodeHealth(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new EvidenceStatus(0, 0, 1, "3 answers say that the node is not ready", false, Duration.ZERO),
                Optional.empty()));

        assertThat(explain())
                .contains(
                        "Evidence: 3 answers say that the node is not ready; its pools can't do without it, so it stays.");
    }

    @Test
    void aNodeThatTellsNoMilestonesIsSaidTo() {
        desk.nodes(node);
        fares(new NodeHealth(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                EvidenceStatus.NONE,
                Optional.of(new NodeFacts(
                        "HORNET", "0.5.6", -1, -1, -1, OptionalLong.empty(), List.of(), Duration.ofSeconds(1)))));

        assertThat(explain()).contains("Cluster: it tells no milestone, told 1 s ago.");
    }

    @Test
    void whereNobodyLooksOnlyWhatComesOfItIsSaid() {
        desk.nodes(node);

        assertThat(explain()).allMatch(line -> line.isEmpty() || line.matches("iri_(pow_)?back: it gets requests.*"));
    }

    @Test
    void whatIsSetByHandIsSaidWithItsPool() {
        desk.nodes(node);
        desk.ask("set server iri_back/" + id + " state drain; set weight iri_back/" + id
                + " 7; set maxconn server iri_back/" + id + " 3\n");

        assertThat(explain())
                .anyMatch(line -> line.matches("iri_back: no requests, DRAIN for \\d s: set by hand\\."))
                .contains("By hand, in iri_back: drain, weight 7, 3 at a time; set server takes it back.")
                .anyMatch(line -> line.startsWith("iri_pow_back: it gets requests"));
    }

    @Test
    void whoTookItsWeightIsSaid() {
        desk.nodes(Setup.node(node.port(), 0, 10));
        assertThat(explain().get(0)).endsWith(": its weight is 0 (haproxy.weight, or Consul's Weights).");

        desk.nodes(node);
        desk.balancer()
                .updateHealth(
                        Map.of(id, new HealthVerdict(ServiceState.READY, "", OptionalInt.of(0), OptionalInt.empty())));
        Await.until("its agent takes it", () -> explain().get(0).endsWith(": its weight is 0 (its agent says so)."));

        desk.ask("set weight iri_back/" + id + " 0\n");
        assertThat(explain().get(0)).endsWith(": its weight is 0 (set by hand).");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            explain                  | Require a node: a server's name or address, as show stat has them.
            explain 192.0.2.1:1      | No such node: '192.0.2.1:1' (expected: a server's name or address, as show stat has them).
            show health 192.0.2.1:1  | No such node: '192.0.2.1:1' (expected: a server's name or address, as show stat has them).
            """)
    void aNodeThatNobodyKnowsIsAnError(String command, String answer) {
        desk.nodes(node);

        assertThat(desk.ask(command + "\n")).isEqualTo(answer + "\n\n");
    }

    @Test
    void healthIsALineForEachNodeHoweverManyPoolsItIsIn() {
        desk.nodes(node, desk.origin(1, 1));
        fares(FINE);

        assertThat(desk.ask("show health\n").lines()).hasSize(4);
        assertThat(desk.ask("show health " + node.host() + ":" + node.port() + "\n")
                        .lines())
                .containsExactly(
                        "# node,addr,pools,source,source_sec,source_reason,check,check_sec,check_status,check_code,check_ms,"
                                + "check_text,downs,failed_in_a_row,not_ready,flaps,ejections,ejected,hold_sec,charge,lag,"
                                + "milestone,latest_milestone,told_sec,app,version,neighbors,features,agent_status,agent_ms,"
                                + "agent_text",
                        id + "," + id + ",iri_back=UP 3/4 iri_pow_back=UP 3/4,READY,130,,UP 3/4,93600,L7OK,200,3 7,"
                                + "getNodeInfo: answered; well,2,0,1,2,3,0,0,,1,29,30,4,IRI,1.8.6,5,RemotePOW a;b,,,",
                        "");
    }

    @Test
    void whereNothingIsKnownNothingIsSaid() {
        desk.nodes(node);

        assertThat(desk.ask("show health\n").lines().skip(1).findFirst())
                .hasValue(id + "," + id + ",iri_back=UP iri_pow_back=UP,,,,,,,,,,,0,0,0,0,0,0,,,,,,,,,,,,");
    }

    @Test
    void aNodeOfAFartherDatacenterSaysThatItStandsBy() {
        NodeConfig far = desk.origin(1, 10).in(new Zone("dc2", 1), "far@dc2");
        desk.nodes(node.in(new Zone("dc1", 0), id), far);
        assertThat(desk.ask("explain far@dc2\n"))
                .contains(Setup.POOL + ": no requests, UP for ")
                .contains(": standby while nearer nodes serve.");
    }

    @Test
    void aNodeOfAFartherDatacenterIsABackup() {
        NodeConfig far = desk.origin(1, 10).in(new Zone("dc2", 1), "far@dc2");
        desk.nodes(node.in(new Zone("dc1", 0), id), far);
        List<List<String>> rows = desk.rows("show stat");
        assertThat(rows.stream().filter(row -> row.get(0).equals(Setup.POOL)))
                .extracting(row -> row.get(1), row -> row.get(17), row -> row.get(19), row -> row.get(20))
                .containsExactlyInAnyOrder(
                        tuple(id, "UP", "1", "0"), tuple("far@dc2", "UP", "0", "1"), tuple("BACKEND", "UP", "1", "1"));
    }
}
