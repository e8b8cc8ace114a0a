package org.irilb.health.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.Opinion;
import org.irilb.core.metrics.Opinion.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is held of nodes and tells the strictest of each whenever that has changed. One thread's, that of the
 * checks, except where a method says otherwise.
 */
public final class Verdicts {

    /** A verdict, and since when its state has been held. */
    private record Held(HealthVerdict verdict, long sinceNanos) {}

    private final Consumer<Map<String, HealthVerdict>> publish;
    private final LongSupplier nanoClock;
    private static final List<Holder> HOLDERS = List.of(Holder.values());

    private final Map<Holder, Map<String, Held>> held = new ConcurrentHashMap<>();
    private Map<String, HealthVerdict> published = Map.of();

    /** @param publish takes what speaks against nodes, by ID */
    public Verdicts(LongSupplier nanoClock, Consumer<Map<String, HealthVerdict>> publish) {
        this.nanoClock = nanoClock;
        this.publish = publish;
    }

    /** Replaces all that {@code holder} says. What a source says is only noted: whoever balances has it from there. */
    public void update(Holder holder, Map<String, HealthVerdict> verdicts) {
        long now = nanoClock.getAsLong();
        Map<String, Held> before = held.getOrDefault(holder, Map.of());
        Map<String, Held> after = new HashMap<>();
        verdicts.forEach((id, verdict) -> after.put(id, new Held(verdict, since(before.get(id), verdict, now))));
        held.put(holder, Map.copyOf(after));
        if (holder != Holder.SOURCE) {
            tell();
        }
    }

    private static long since(@Nullable Held before, HealthVerdict verdict, long nowNanos) {
        return before != null && before.verdict.state() == verdict.state() ? before.sinceNanos : nowNanos;
    }

    private void tell() {
        Map<String, HealthVerdict> now = new HashMap<>();
        HOLDERS.stream()
                .filter(holder -> holder != Holder.SOURCE)
                .forEach(holder -> held.getOrDefault(holder, Map.of())
                        .forEach((id, said) -> now.merge(id, said.verdict, HealthVerdict::and)));
        if (!now.equals(published)) {
            published = Map.copyOf(now);
            publish.accept(published);
        }
    }

    /** What is held of a node, in the order of the holders. Any thread. */
    public List<Opinion> of(String id) {
        long now = nanoClock.getAsLong();
        List<Opinion> opinions = new ArrayList<>();
        for (Holder holder : HOLDERS) {
            Held said = held.getOrDefault(holder, Map.of()).get(id);
            if (said != null) {
                opinions.add(opinion(holder, said, now));
            }
        }
        return opinions;
    }

    private static Opinion opinion(Holder holder, Held said, long nowNanos) {
        ServiceState state = said.verdict.state();
        return new Opinion(holder, state, said.verdict.reason(), Duration.ofNanos(nowNanos - said.sinceNanos));
    }
}
