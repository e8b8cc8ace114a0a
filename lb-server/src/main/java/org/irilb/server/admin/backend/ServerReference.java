package org.irilb.server.admin.backend;

import java.util.Optional;
import org.irilb.core.config.ServerName;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.server.admin.stat.Proxies;

/** A server that an operator has named: {@code backend/server}, each by its name or by {@code #} and its number. */
public record ServerReference(ServerName name, ServerStatus status) {

    /** The server, or what is wrong with its name. */
    public sealed interface Found {

        /** It is there. */
        record It(ServerReference server) implements Found {}

        /** There is none; {@code why} is HAProxy's answer. */
        record Wrong(String why) implements Found {}
    }

    /**
     * Looks it up as HAProxy does (management guide, chapter 9.3, "set server").
     *
     * @param status where it is looked for
     * @param text what the operator has typed
     */
    public static Found find(BalancerStatus status, String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || slash == text.length() - 1) {
            return new Found.Wrong("Require 'backend/server'.");
        }
        Optional<PoolStatus> pool = Proxies.pool(status, text.substring(0, slash));
        if (pool.isEmpty()) {
            return new Found.Wrong("No such backend.");
        }
        String name = text.substring(slash + 1);
        return pool.get().servers().stream()
                .filter(server -> name.equals(server.name()) || name.equals("#" + server.id()))
                .findFirst()
                .<Found>map(server -> new Found.It(
                        new ServerReference(new ServerName(pool.get().name(), server.name()), server)))
                .orElseGet(() -> new Found.Wrong("No such server."));
    }
}
