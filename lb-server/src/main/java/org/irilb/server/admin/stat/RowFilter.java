package org.irilb.server.admin.stat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;

/**
 * Which rows of {@code show stat} are asked for.
 *
 * @param iid number of the listener or pool; 0 or less for all
 * @param types sum of 1 for frontends, 2 for backends and 4 for servers; -1 for all
 * @param sid number of the server; -1 for all
 * @param onlyUp without servers that are down or in maintenance
 * @param noMaint without servers that are in maintenance
 */
public record RowFilter(int iid, int types, int sid, boolean onlyUp, boolean noMaint) {

    public static final RowFilter ALL = new RowFilter(-1, -1, -1, false, false);

    private static final Pattern NUMBER = Pattern.compile("([-+]?\\d{1,9}).*");

    /**
     * The filter that somebody types.
     *
     * @param proxy name or number of a listener or pool, or -1 for all
     * @param types and {@code sid} are read as C's {@code atoi} does: what is no number is 0
     * @return nothing if there is no listener or pool of that name
     */
    public static Optional<RowFilter> of(
            BalancerStatus status, String proxy, String types, String sid, boolean onlyUp, boolean noMaint) {
        int iid = number(proxy);
        if (iid == 0) {
            iid = Proxies.named(status, proxy).orElse(0);
        }
        return iid == 0
                ? Optional.empty()
                : Optional.of(new RowFilter(iid, number(types), number(sid), onlyUp, noMaint));
    }

    private static int number(String word) {
        Matcher number = NUMBER.matcher(word);
        return number.matches() ? Integer.parseInt(number.group(1)) : 0;
    }

    boolean includes(int iid, Kind kind) {
        return (this.iid <= 0 || this.iid == iid) && kind.isIn(types);
    }

    boolean includes(ServerStatus server) {
        boolean maint = server.status().startsWith("MAINT");
        boolean down = server.status().startsWith("DOWN");
        return (sid == -1 || sid == server.id()) && !(maint && (noMaint || onlyUp)) && !(down && onlyUp);
    }

    /** Whether servers may be missing for their state, which is when pools say how many there are. */
    boolean hidesSome() {
        return onlyUp || noMaint;
    }
}
