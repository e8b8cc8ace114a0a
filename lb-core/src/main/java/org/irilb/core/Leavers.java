package org.irilb.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.irilb.core.config.NodeConfig;

/**
 * Nodes that their source no longer lists while requests run there: they stay, draining, for as long as that takes, so
 * that operators see what still runs where. Pure.
 */
final class Leavers {

    private static final String REASON = "has left; the last requests there finish";

    private Leavers() {}

    /**
     * @param told what the source lists
     * @param before what was listed so far, with those that were leaving already
     * @param busy IDs of nodes where requests run
     * @return {@code told}, and behind it those that are leaving
     */
    static List<NodeConfig> with(List<NodeConfig> told, List<NodeConfig> before, Set<String> busy) {
        Set<String> ids = new HashSet<>();
        told.forEach(node -> ids.add(node.id()));
        List<NodeConfig> all = new ArrayList<>(told);
        for (NodeConfig node : before) {
            if (!ids.contains(node.id()) && busy.contains(node.id())) {
                all.add(node.leaving(REASON));
            }
        }
        return List.copyOf(all);
    }
}
