package org.irilb.health.verdict;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.irilb.core.config.HealthVerdict;

/** Gathers opinions and tells the strictest of each node whenever that has changed. One thread's: that of the checks. */
public final class Verdicts {

    private final Consumer<Map<String, HealthVerdict>> publish;
    private final Map<Opinion, Map<String, HealthVerdict>> opinions = new EnumMap<>(Opinion.class);
    private Map<String, HealthVerdict> published = Map.of();

    /** @param publish takes what speaks against nodes, by ID */
    public Verdicts(Consumer<Map<String, HealthVerdict>> publish) {
        this.publish = publish;
    }

    /** Replaces all that {@code opinion} says. */
    public void update(Opinion opinion, Map<String, HealthVerdict> verdicts) {
        opinions.put(opinion, Map.copyOf(verdicts));
        Map<String, HealthVerdict> now = new HashMap<>();
        opinions.values().forEach(said -> said.forEach((id, verdict) -> now.merge(id, verdict, HealthVerdict::and)));
        if (!now.equals(published)) {
            published = Map.copyOf(now);
            publish.accept(published);
        }
    }
}
