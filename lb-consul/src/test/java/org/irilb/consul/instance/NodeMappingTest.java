package org.irilb.consul.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.consul.instance.Instances.ID;
import static org.irilb.consul.instance.Instances.at;
import static org.irilb.consul.instance.Instances.critical;
import static org.irilb.consul.instance.Instances.instance;
import static org.irilb.consul.instance.Instances.with;

import java.util.Optional;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeMappingTest {

    @Test
    void anInstanceBecomesANode() {
        NodeMapping.Mapped mapped = first(
                instance("haproxy.maxconn=7", "haproxy.scheme=https", "haproxy.pow=only", "haproxy.weight=10", "blue"));

        assertThat(mapped.problems()).isEmpty();
        assertThat(mapped.node())
                .contains(new NodeConfig(
                        ID, "10.10.0.110", 15265, Scheme.HTTPS, true, 10, 7, 7, PowRole.ONLY, ServiceState.READY, ""));
    }

    @Test
    void aCriticalInstanceIsListedOutOfService() {
        NodeConfig node = first(with(instance("haproxy.weight=3"), critical("unsynced")))
                .node()
                .orElseThrow();

        assertThat(node.state()).isEqualTo(ServiceState.MAINT);
        assertThat(node.reason()).isEqualTo("API: unsynced");
        assertThat(node.weight()).isEqualTo(3);
    }

    @Test
    void whileACheckWarnsTheWeightForWarningsCounts() {
        ServiceInstance weighted = with(instance(), new ServiceInstance.Weights(10, 2));

        assertThat(first(weighted).node().orElseThrow().weight()).isEqualTo(10);
        NodeConfig warned = first(with(weighted, Instances.check("api", "API", ServiceCheck.Status.WARNING, "slow")))
                .node()
                .orElseThrow();
        assertThat(warned.state()).isEqualTo(ServiceState.READY);
        assertThat(warned.weight()).isEqualTo(2);
        assertThat(warned.reason()).isEqualTo("API: slow");
    }

    @Test
    void aTagThatCannotBeReadKeepsTheLastGoodConfiguration() {
        Optional<NodeMapping.Settings> good =
                first(instance("haproxy.weight=3", "haproxy.maxconn=5")).good();

        NodeMapping.Mapped mapped = NodeMapping.map(ID, instance("haproxy.weight=x", "haproxy.maxconn=9"), good);

        NodeConfig node = mapped.node().orElseThrow();
        assertThat(node.weight()).isEqualTo(3);
        assertThat(node.maxInFlight()).isEqualTo(5);
        assertThat(node.state()).isEqualTo(ServiceState.READY);
        assertThat(node.reason()).startsWith("last good configuration kept: haproxy.weight: 'x'");
        assertThat(mapped.good()).isEqualTo(good);
        assertThat(mapped.problems()).hasSize(1);
    }

    @Test
    void aKeptConfigurationDoesNotHideThatACheckFails() {
        Optional<NodeMapping.Settings> good =
                first(instance("haproxy.weight=3")).good();

        NodeConfig node = NodeMapping.map(ID, with(instance("haproxy.weight=x"), critical("down")), good)
                .node()
                .orElseThrow();

        assertThat(node.state()).isEqualTo(ServiceState.MAINT);
        assertThat(node.reason()).startsWith("API: down; last good configuration kept");
    }

    @Test
    void aNodeThatMovedIsFollowedEvenIfItsTagsCannotBeRead() {
        Optional<NodeMapping.Settings> good =
                first(at("agent-one", ID, "10.0.0.1", 1)).good();

        NodeConfig node =
                NodeMapping.map(ID, instance("haproxy.weight=x"), good).node().orElseThrow();

        assertThat(node.host() + " " + node.port()).isEqualTo("10.10.0.110 15265");
    }

    @Test
    void aNodeThatNeverCouldBeReadIsOutOfServiceWithTheReason() {
        NodeMapping.Mapped mapped = first(instance("haproxy.pow=only", "haproxy.scheme=gopher"));

        NodeConfig node = mapped.node().orElseThrow();
        assertThat(node.state()).isEqualTo(ServiceState.MAINT);
        assertThat(node.reason()).startsWith("configuration not readable: haproxy.scheme: 'gopher'");
        assertThat(node.pow()).isEqualTo(PowRole.ONLY);
        assertThat(mapped.good()).isEmpty();
    }

    @Test
    void anUnknownTagIsAProblemThatChangesNothing() {
        NodeMapping.Mapped mapped = first(instance("haproxy.maxcon=7"));

        assertThat(mapped.problems()).hasSize(1);
        assertThat(mapped.good()).isPresent();
        assertThat(mapped.node().orElseThrow().reason()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1", "node.example.org", "fd00::1", "[fd00::1]", "fe80::1%eth0", "bücher.example", "a_b"})
    void addressesAndNamesAreTaken(String host) {
        NodeConfig node = first(at("agent-one", ID, host, 80)).node().orElseThrow();

        assertThat(node.host()).isEqualTo(host.replaceAll("[\\[\\]]", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 80 | address: '' (expected: an address or a host name)",
                "http://10.0.0.1 | 80 | address: 'http://10.0.0.1' (expected: an address or a host name)",
                "10.0.0.1/x | 80 | address: '10.0.0.1/x' (expected: an address or a host name)",
                "'10.0.0.1 evil' | 80 | address: '10.0.0.1 evil' (expected: an address or a host name)",
                "'10.0.0.1\n' | 80 | address: '10.0.0.1' (expected: an address or a host name)",
                "10.0.0.1 | 0 | port: 0 (expected: 1..65535)",
                "10.0.0.1 | 65536 | port: 65536 (expected: 1..65535)",
                "10.0.0.1 | -1 | port: -1 (expected: 1..65535)",
            })
    void withoutAnAddressAndAPortThereIsNoNode(String host, int port, String problem) {
        NodeMapping.Mapped mapped = first(at("agent-one", ID, host, port));

        assertThat(mapped.node()).isEmpty();
        assertThat(mapped.problems()).containsExactly(problem);
    }

    @Test
    void anAddressThatCannotBeReadKeepsTheLastGoodOne() {
        Optional<NodeMapping.Settings> good =
                first(instance("haproxy.weight=3")).good();

        NodeConfig node = NodeMapping.map(ID, at("agent-one", ID, "10.0.0.1", 0), good)
                .node()
                .orElseThrow();

        assertThat(node.host() + " " + node.port()).isEqualTo("10.10.0.110 15265");
        assertThat(node.weight()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "a\nb", "a\u0000"})
    void anIdThatWouldBreakAListLeavesTheNodeOut(String id) {
        ServiceInstance instance = at("agent-one", id, "10.0.0.1", 80);

        NodeMapping.Mapped mapped = NodeMapping.map(id, instance, Optional.empty());

        assertThat(mapped.node()).isEmpty();
        assertThat(mapped.problems()).singleElement().asString().startsWith("node id: '");
    }

    private static NodeMapping.Mapped first(ServiceInstance instance) {
        return NodeMapping.map(instance.id(), instance, Optional.empty());
    }
}
