package org.irilb.server.consul;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.irilb.consul.text.Text;
import org.irilb.core.config.RuleLists;
import org.irilb.server.config.EntryList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the lists of rules that operators keep in Consul for all balancers. A list with a line that can't be read is not
 * taken over; the last one that could be holds. One thread's; {@link #view} is any thread's.
 */
final class SharedRules implements Consumer<Map<String, String>> {

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
    private volatile View view = new View(RuleLists.NONE, Map.of());

    /** @param prefix for the log */
    SharedRules(String prefix, Consumer<RuleLists> publish) {
        this.prefix = prefix;
        this.publish = publish;
    }

    View view() {
        return view;
    }

    /** These are all values, by their keys. */
    @Override
    public void accept(Map<String, String> values) {
        RuleLists last = view.lists();
        Map<String, String> problems = new TreeMap<>();
        RuleLists now = new RuleLists(
                read(WHITELIST, values, EntryList::addresses, last.whitelist(), problems),
                read(DENY_SOURCES, values, EntryList::addresses, last.denySources(), problems),
                read(DENY_COMMANDS, values, EntryList::commands, last.denyCommands(), problems));
        values.keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key ->
                        problems.put(Text.printable(key), "unknown key, ignored (expected: one of " + KEYS + ")"));
        tell(problems);
        if (!now.equals(last)) {
            LOG.info(
                    "lists below {} in Consul: {} whitelisted, {} sources and {} commands denied",
                    prefix,
                    now.whitelist().size(),
                    now.denySources().size(),
                    now.denyCommands().size());
            publish.accept(now);
        }
        view = new View(now, Map.copyOf(problems));
    }

    private static <T> List<T> read(
            String key,
            Map<String, String> values,
            Function<String, EntryList<T>> reader,
            List<T> last,
            Map<String, String> problems) {
        EntryList<T> list = reader.apply(values.getOrDefault(key, ""));
        if (list.problems().isEmpty()) {
            return list.entries();
        }
        List<String> lines = list.problems().stream()
                .limit(PROBLEMS_TOLD)
                .map(line -> "line " + line.number() + ": " + line.text())
                .toList();
        problems.put(key, String.join("; ", lines) + "; not taken over, the last list holds");
        return last;
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
