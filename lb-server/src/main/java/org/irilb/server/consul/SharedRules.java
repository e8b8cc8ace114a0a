package org.irilb.server.consul;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.irilb.consul.text.Text;
import org.irilb.core.config.RuleLists;
import org.irilb.server.config.EntryList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the lists of rules that operators keep in Consul for all balancers. A list with a line that can't be read is not
 * taken over; the last one that could be holds. One thread's; {@link #view} is any thread's.
 */
final class SharedRules implements UnaryOperator<Map<String, String>> {

    private static final Logger LOG = LoggerFactory.getLogger(SharedRules.class);
    private static final int PROBLEMS_TOLD = 3;
    private static final String WHITELIST = "whitelist";
    private static final String DENY_SOURCES = "deny-sources";
    private static final String DENY_COMMANDS = "deny-commands";
    private static final Set<String> KEYS = new TreeSet<>(Set.of(WHITELIST, DENY_SOURCES, DENY_COMMANDS));

    /**
     * What holds.
     *
     * @param problems what keeps a key from being taken over, by key
     */
    record View(RuleLists lists, Map<String, String> problems) {}

    private final String prefix;
    private final Consumer<RuleLists> publish;
    private Map<String, String> texts = Map.of();
    private volatile View view = new View(RuleLists.NONE, Map.of());

    /** @param prefix for the log */
    SharedRules(String prefix, Consumer<RuleLists> publish) {
        this.prefix = prefix;
        this.publish = publish;
    }

    View view() {
        return view;
    }

    /**
     * These are all values, by their keys.
     *
     * @return those that hold
     */
    @Override
    public Map<String, String> apply(Map<String, String> values) {
        Map<String, String> problems = new TreeMap<>();
        Map<String, String> next = new TreeMap<>();
        for (String key : KEYS) {
            String text = values.getOrDefault(key, "");
            Optional<String> problem = problem(key, text);
            problem.ifPresent(what -> problems.put(key, what + "; not taken over, the last list holds"));
            next.put(key, problem.isEmpty() ? text : texts.getOrDefault(key, ""));
        }
        values.keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key ->
                        problems.put(Text.printable(key), "unknown key, ignored (expected: one of " + KEYS + ")"));
        texts = next;
        tell(problems);
        hold(new RuleLists(
                EntryList.addresses(next.get(WHITELIST)).entries(),
                EntryList.addresses(next.get(DENY_SOURCES)).entries(),
                EntryList.commands(next.get(DENY_COMMANDS)).entries()));
        view = new View(view.lists(), Map.copyOf(problems));
        return next;
    }

    private static Optional<String> problem(String key, String text) {
        EntryList<?> list = key.equals(DENY_COMMANDS) ? EntryList.commands(text) : EntryList.addresses(text);
        List<String> lines = list.problems().stream()
                .limit(PROBLEMS_TOLD)
                .map(line -> "line " + line.number() + ": " + line.text())
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lines));
    }

    private void hold(RuleLists now) {
        if (!now.equals(view.lists())) {
            LOG.info(
                    "lists below {} in Consul: {} whitelisted, {} sources and {} commands denied",
                    prefix,
                    now.whitelist().size(),
                    now.denySources().size(),
                    now.denyCommands().size());
            publish.accept(now);
            view = new View(now, view.problems());
        }
    }

    /** Each once, until it is another. */
    private void tell(Map<String, String> problems) {
        Map<String, String> mended = new TreeMap<>(view.problems());
        problems.forEach((key, problem) -> {
            if (!problem.equals(mended.remove(key))) {
                LOG.warn("{}/{}: {}", prefix, key, problem);
            }
        });
        mended.keySet().forEach(key -> LOG.info("{}/{}: nothing is wrong any more", prefix, key));
    }
}
