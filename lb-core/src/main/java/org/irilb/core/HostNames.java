package org.irilb.core;

import io.netty.util.NetUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;

/**
 * Looks every few seconds whether the names of nodes are still known; the resolver remembers what it was told for as
 * long as the name's TTL says. A name counts as unknown when two looks in a row say so; a name server that doesn't answer
 * says nothing. Control thread only.
 */
final class HostNames {

    private static final int ENOUGH = 2;
    private static final long PATIENCE_SECONDS = 30;

    private final Function<String, CompletableFuture<Boolean>> isKnown;
    private final Consumer<Set<String>> unknown;
    private Map<String, Integer> strikes = Map.of();
    private Set<String> told = Set.of();
    private CompletableFuture<?> looking = CompletableFuture.completedFuture(null);

    /**
     * @param isKnown whether a name has an address; may answer on any thread
     * @param unknown takes the names that have none, whenever these have changed; any thread
     */
    HostNames(Function<String, CompletableFuture<Boolean>> isKnown, Consumer<Set<String>> unknown) {
        this.isKnown = isKnown;
        this.unknown = unknown;
    }

    /** As {@code node} is when nobody knows these names. */
    static NodeConfig applyTo(NodeConfig node, Set<String> unknownHosts) {
        return node.state() == ServiceState.READY && unknownHosts.contains(node.host())
                ? node.in(ServiceState.MAINT, "resolution: " + node.host() + " is not known")
                : node;
    }

    void look(List<NodeConfig> nodes) {
        if (!looking.isDone()) {
            return;
        }
        Map<String, CompletableFuture<Boolean>> answers = nodes.stream()
                .map(NodeConfig::host)
                .filter(host -> !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host))
                .distinct()
                .collect(Collectors.toMap(Function.identity(), this::ask));
        looking = CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> count(answers));
    }

    private CompletableFuture<Boolean> ask(String host) {
        return isKnown.apply(host)
                .exceptionally(failure -> true)
                .completeOnTimeout(true, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Whichever thread ends a look, none begins another before. */
    private void count(Map<String, CompletableFuture<Boolean>> answers) {
        Map<String, Integer> next = new HashMap<>();
        answers.forEach((host, known) -> {
            if (!known.join()) {
                next.put(host, Math.min(ENOUGH, strikes.getOrDefault(host, 0) + 1));
            }
        });
        strikes = next;
        Set<String> now = next.entrySet().stream()
                .filter(entry -> entry.getValue() >= ENOUGH)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        if (!now.equals(told)) {
            told = now;
            unknown.accept(now);
        }
    }
}
