package org.irilb.core.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Pool;
import org.jspecify.annotations.Nullable;

/** Says, much as HAProxy does, which servers a snapshot takes out of service or puts into it, and why. */
public final class ServerChanges {

    /** Lines for one snapshot; a cluster that comes or goes as a whole is told by the one that counts. */
    private static final int MOST = 20;

    private ServerChanges() {}

    /** A line for each; of very many, some and how many more there are. */
    public static List<String> of(Snapshot before, Snapshot after) {
        List<String> lines = new ArrayList<>();
        for (Pool pool : after.pools()) {
            pool(before.find(pool), pool, lines);
        }
        return lines.size() <= MOST
                ? lines
                : List.copyOf(concat(lines.subList(0, MOST), "and " + (lines.size() - MOST) + " lines more"));
    }

    private static List<String> concat(List<String> lines, String last) {
        List<String> all = new ArrayList<>(lines);
        all.add(last);
        return all;
    }

    private static void pool(@Nullable Pool before, Pool after, List<String> lines) {
        Map<String, ServiceState> old = new HashMap<>();
        if (before != null) {
            before.members()
                    .forEach(member ->
                            old.put(member.config().id(), member.config().state()));
        }
        long usable = after.members().stream().filter(Member::usable).count();
        for (Member member : after.members()) {
            NodeConfig config = member.config();
            if (config.state() != old.getOrDefault(config.id(), ServiceState.READY)) {
                String why = config.reason().isEmpty() ? "" : ", reason: " + config.reason();
                lines.add("Server " + after.config().name() + "/" + config.id() + " is " + word(config.state()) + why
                        + ". " + usable + " of " + after.members().size() + " servers left.");
            }
        }
        boolean had = before != null && before.members().stream().anyMatch(Member::usable);
        if (had && usable == 0) {
            lines.add("backend " + after.config().name() + " has no server available!");
        }
    }

    private static String word(ServiceState state) {
        return state == ServiceState.READY ? "UP" : state.name();
    }
}
