package org.irilb.core.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.irilb.core.config.Zone;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Pool;
import org.jspecify.annotations.Nullable;

/** Says in one line what a snapshot changes: {@code v42 iri_back: +2 -1 ~1}. */
public final class SnapshotDiff {

    private SnapshotDiff() {}

    /** @param before null for the first one */
    public static String describe(@Nullable Snapshot before, Snapshot after) {
        StringJoiner line = new StringJoiner(", ", "v" + after.version() + " ", "");
        for (Pool pool : after.pools()) {
            line.add(describe(before == null ? null : before.find(pool), pool));
        }
        return line.toString();
    }

    private static String describe(@Nullable Pool before, Pool after) {
        Map<String, Member> old = new HashMap<>();
        if (before != null) {
            before.members().forEach(member -> old.put(member.config().id(), member));
        }
        int added = 0;
        int changed = 0;
        for (Member member : after.members()) {
            Member known = old.remove(member.config().id());
            if (known == null) {
                added++;
            } else if (!known.config().equals(member.config())) {
                changed++;
            }
        }
        long usable = after.members().stream().filter(Member::usable).count();
        return after.config().name() + ": +" + added + " -" + old.size() + " ~" + changed + " (" + usable + " of "
                + after.members().size() + " usable" + zones(before, after) + ")";
    }

    private static String zones(@Nullable Pool before, Pool after) {
        List<String> zones = after.servingZones();
        return before == null || zones.equals(before.servingZones()) || zones.equals(List.of(Zone.ONLY.name()))
                ? ""
                : ", served by " + (zones.isEmpty() ? "nobody" : String.join(" and ", zones));
    }
}
