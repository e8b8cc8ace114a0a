package org.irilb.health.passive;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who of the guilty may be taken out, so that enough are left in each pool. Pure. */
final class Quota {

    private Quota() {}

    /**
     * @param guilty by ID, the first to be found guilty first
     * @param pools the nodes of each pool that could serve, by ID
     * @return those that all of their pools can do without
     */
    static Set<String> out(List<String> guilty, Collection<Set<String>> pools, EjectionRules rules) {
        Set<String> out = new HashSet<>(guilty);
        for (Set<String> pool : pools) {
            List<String> here = guilty.stream().filter(pool::contains).toList();
            int healthy = pool.size() - here.size();
            boolean panic = healthy * 100 < pool.size() * rules.panicPercent();
            int most = panic ? 0 : pool.size() * rules.maxPercent() / 100;
            here.stream().skip(most).forEach(out::remove);
        }
        return out;
    }
}
