package org.irilb.server.admin.guard;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.SourceStatus;
import org.irilb.core.metrics.SourcesStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Wrong;
import org.irilb.server.config.Level;

/**
 * {@code show table}: what is counted of each source. There is one table; it is shown under the name of the first
 * listener, and known by the names of all listeners and pools, because HAProxy had one for each. Immutable.
 */
final class ShowTable implements AdminCommand {

    private static final String USAGE =
            "Optional argument only supports \"data.<store_data_type>\" <operator> <value> and key <key>";

    private static final Duration KEPT = Duration.ofDays(1);

    private final Supplier<BalancerStatus> status;
    private final Supplier<List<SourceStatus>> sources;

    ShowTable(Supplier<BalancerStatus> status, Supplier<List<SourceStatus>> sources) {
        this.status = status;
        this.sources = sources;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show table", "[<table> [<filter>]*]", "show the table of sources, or its contents");
    }

    @Override
    public Answer run(Call call) {
        BalancerStatus now = status.get();
        if (call.arguments().isEmpty()) {
            return Answer.listing(header(now.listeners().get(0).name(), now.sources()));
        }
        String name = call.argument(0);
        if (!isTable(name, now)) {
            return Answer.error("No such table");
        }
        try {
            Predicate<SourceStatus> wanted =
                    SourceFilter.of(call.arguments().subList(1, call.arguments().size()), USAGE);
            boolean byKey = call.argument(1).equals("key");
            return call.dialogue().level().allows(Level.OPERATOR)
                    ? contents(name, now.sources(), wanted, byKey)
                    : headerOnly(name, now.sources(), byKey);
        } catch (Wrong e) {
            return Answer.error(e.getMessage());
        }
    }

    private Answer contents(String name, SourcesStatus table, Predicate<SourceStatus> wanted, boolean byKey) {
        List<SourceStatus> found = sources.get().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(SourceStatus::source))
                .toList();
        if (found.isEmpty() && byKey) {
            return Answer.DONE; // HAProxy doesn't even head a list for a key that isn't there
        }
        Stream<String> lines = found.stream().map(source -> line(source, table.periods()));
        return Answer.listing(Stream.concat(Stream.of(header(name, table)), lines));
    }

    /** Who the clients are isn't for everybody; in HAProxy's words. */
    private static Answer headerOnly(String name, SourcesStatus table, boolean byKey) {
        return byKey
                ? Answer.DENIED
                : Answer.listing(header(name, table) + "# contents not dumped due to insufficient privileges\n");
    }

    static boolean isTable(String name, BalancerStatus status) {
        return status.listeners().stream().anyMatch(listener -> listener.name().equals(name))
                || status.pools().stream().anyMatch(pool -> pool.name().equals(name));
    }

    private static String header(String name, SourcesStatus sources) {
        return "# table: " + name + ", type: ip, size:" + sources.size() + ", used:" + sources.tracked() + "\n";
    }

    /** HAProxy's entries go when a ban is over, or nothing has come for long; {@code exp} tells that in milliseconds. */
    private static String line(SourceStatus source, SourcesStatus.Periods periods) {
        Duration left = source.banLeft().isZero() ? KEPT.minus(source.idle()) : source.banLeft();
        String fields = Stream.of(SourceField.values())
                .flatMap(field -> field.text(source, periods).stream())
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "0x%08x: key=%s use=%d exp=%d %s%n",
                source.source().hashCode(),
                source.source(),
                source.connections(),
                left.toMillis(),
                fields);
    }
}
