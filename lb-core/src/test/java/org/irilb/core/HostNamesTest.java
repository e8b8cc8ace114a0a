package org.irilb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;

final class HostNamesTest {

    private final Map<String, CompletableFuture<Boolean>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Set<String>> told = new ArrayList<>();
    private final HostNames names = new HostNames(
            host -> {
                asked.add(host);
                return answers.getOrDefault(host, CompletableFuture.completedFuture(true));
            },
            told::add);

    @Test
    void onlyNamesAreLookedUpAndEachOnce() {
        names.look(List.of(node("10.0.0.1"), node("fd00::1"), node("a.example"), node("a.example")));

        assertThat(asked).containsExactly("a.example");
        assertThat(told).isEmpty();
    }

    @Test
    void aNameThatIsUnknownTwiceInARowIsToldAndAgainWhenItIsBack() {
        List<NodeConfig> nodes = List.of(node("a.example"), node("b.example"));
        answers.put("a.example", CompletableFuture.completedFuture(false));

        names.look(nodes);
        assertThat(told).isEmpty();
        names.look(nodes);
        names.look(nodes);
        assertThat(told).containsExactly(Set.of("a.example"));

        answers.clear();
        names.look(nodes);
        assertThat(told).containsExactly(Set.of("a.example"), Set.of());
    }

    @Test
    void aLookThatFailsOrIsKnownInBetweenBeginsTheCountAnew() {
        List<NodeConfig> nodes = List.of(node("a.example"));
        answers.put("a.example", CompletableFuture.completedFuture(false));
        names.look(nodes);
        answers.put("a.example", CompletableFuture.failedFuture(new IllegalStateException("closed")));
        names.look(nodes);
        answers.put("a.example", CompletableFuture.completedFuture(false));
        names.look(nodes);

        assertThat(told).isEmpty();
    }

    @Test
    void nobodyIsAskedAgainBeforeHeHasAnswered() {
        List<NodeConfig> nodes = List.of(node("a.example"));
        CompletableFuture<Boolean> slow = new CompletableFuture<>();
        answers.put("a.example", slow);

        names.look(nodes);
        names.look(nodes);
        assertThat(asked).hasSize(1);
        slow.complete(false);
        names.look(nodes);
        assertThat(asked).hasSize(2);
        assertThat(told).containsExactly(Set.of("a.example"));
    }

    @Test
    void aNodeWithoutAnAddressIsOutOfServiceAndSaysWhy() {
        Set<String> unknown = Set.of("a.example");

        assertThat(HostNames.applyTo(node("a.example"), unknown))
                .isEqualTo(node("a.example").in(ServiceState.MAINT, "resolution: a.example is not known"));
        assertThat(HostNames.applyTo(node("b.example"), unknown)).isEqualTo(node("b.example"));
        NodeConfig out = node("a.example").in(ServiceState.DRAIN, "leaving");
        assertThat(HostNames.applyTo(out, unknown)).isEqualTo(out);
    }

    private static NodeConfig node(String host) {
        return new NodeConfig(host, host, 14265, Scheme.HTTP, true, 1, 1, 1, PowRole.NONE, ServiceState.READY, "");
    }
}
