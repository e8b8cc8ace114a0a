package org.irilb.consul.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.consul.instance.Instances.ID;
import static org.irilb.consul.instance.Instances.at;
import static org.irilb.consul.instance.Instances.critical;
import static org.irilb.consul.instance.Instances.instance;
import static org.irilb.consul.instance.Instances.with;

import java.util.List;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;

final class NodeListTest {

    private final NodeList nodes = new NodeList();

    @Test
    void nodesAreSortedByIdWhateverTheOrderOfTheAnswer() {
        ServiceInstance a = at("one", "a", "10.0.0.1", 80);
        ServiceInstance b = at("two", "b", "10.0.0.2", 80);

        assertThat(nodes.update(List.of(b, a))).extracting(NodeConfig::id).containsExactly("a", "b");
    }

    @Test
    void aBadTagTouchesItsOwnNodeOnly() {
        ServiceInstance other = at("one", "other", "10.0.0.2", 80);
        nodes.update(List.of(instance("haproxy.weight=3"), other));

        List<NodeConfig> after = nodes.update(List.of(instance("haproxy.weight=x")));

        assertThat(after).extracting(NodeConfig::weight).containsExactly(3);
        assertThat(after).extracting(NodeConfig::id).containsExactly(ID);
    }

    @Test
    void aNodeThatCannotBeReadForLongIsStillTheLastGoodOne() {
        nodes.update(List.of(instance("haproxy.weight=3")));
        nodes.update(List.of(instance("haproxy.weight=x")));

        assertThat(nodes.update(List.of(instance("haproxy.weight=y"))))
                .extracting(NodeConfig::weight)
                .containsExactly(3);
    }

    @Test
    void whatHasLeftIsForgotten() {
        nodes.update(List.of(instance("haproxy.weight=3")));
        nodes.update(List.of());

        assertThat(nodes.update(List.of(instance("haproxy.weight=x"))))
                .extracting(NodeConfig::state)
                .containsExactly(ServiceState.MAINT);
    }

    @Test
    void oneIdForSeveralNodesBecomesOneNameEach() {
        List<NodeConfig> found =
                nodes.update(List.of(at("one", "iri", "10.0.0.1", 14265), at("two", "iri", "10.0.0.2", 14265)));

        assertThat(found).extracting(NodeConfig::id).containsExactly("iri@one", "iri@two");
        assertThat(found).extracting(NodeConfig::host).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void aNodeRegisteredWithTwoAgentsIsOneNode() {
        List<NodeConfig> found =
                nodes.update(List.of(at("one", ID, "10.0.0.1", 14265), at("two", ID, "10.0.0.1", 14265)));

        assertThat(found).extracting(NodeConfig::id).containsExactly(ID);
    }

    @Test
    void ofTwoRegistrationsTheOneThatServesCounts() {
        ServiceInstance dead = at("one", ID, "10.0.0.1", 14265, critical("agent lost"));
        ServiceInstance alive = at("two", ID, "10.0.0.1", 14265);

        assertThat(nodes.update(List.of(dead, alive)))
                .extracting(NodeConfig::state)
                .containsExactly(ServiceState.READY);
    }

    @Test
    void theNameOfASharedIdDoesNotDependOnHealth() {
        ServiceInstance other = at("three", "iri", "10.0.0.2", 14265);
        ServiceInstance two = at("two", "iri", "10.0.0.1", 14265);

        assertThat(nodes.update(List.of(at("one", "iri", "10.0.0.1", 14265, critical("x")), two, other)))
                .extracting(NodeConfig::id)
                .containsExactly("iri@one", "iri@three");
    }

    @Test
    void aNodeWithoutAPortIsLeftOutAndTheOthersStay() {
        List<NodeConfig> found = nodes.update(List.of(at("one", "a", "10.0.0.1", 0), at("one", "b", "10.0.0.2", 80)));

        assertThat(found).extracting(NodeConfig::id).containsExactly("b");
    }

    @Test
    void whatSomebodyHasTakenOutIsKnownWhicheverWayHeSaidIt() {
        ServiceInstance maintained = with(
                at("one", "b", "10.0.0.2", 80),
                new ServiceCheck("_node_maintenance", "", ServiceCheck.Status.CRITICAL, "", ""));
        ServiceInstance failing = at("one", "c", "10.0.0.3", 80, critical("down"));

        nodes.update(List.of(instance("haproxy.state=drain"), maintained, failing));

        assertThat(nodes.inMaintenance()).containsExactlyInAnyOrder(ID, "b");
    }
}
