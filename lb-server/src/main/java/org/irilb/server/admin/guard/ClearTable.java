package org.irilb.server.admin.guard;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.SourceStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Wrong;
import org.irilb.server.config.Level;

/**
 * {@code clear table}: forgets sources and their bans, those that are connected too, of which HAProxy says that they are
 * in use. Immutable.
 */
final class ClearTable implements AdminCommand {

    private static final String USAGE =
            "Required arguments: <table> \"data.<store_data_type>\" <operator> <value> or <table> key <key>";

    private final Supplier<BalancerStatus> status;
    private final Supplier<List<SourceStatus>> sources;
    private final Consumer<InetAddress> forget;

    ClearTable(Supplier<BalancerStatus> status, Supplier<List<SourceStatus>> sources, Consumer<InetAddress> forget) {
        this.status = status;
        this.sources = sources;
        this.forget = forget;
    }

    @Override
    public Spec spec() {
        return Spec.of(
                Level.OPERATOR, "clear table", "<table> [key|data.<type>]...", "forget sources, and end their bans");
    }

    @Override
    public Answer run(Call call) {
        if (call.arguments().isEmpty()) {
            return Answer.error(USAGE);
        }
        if (!ShowTable.isTable(call.argument(0), status.get())) {
            return Answer.error("No such table");
        }
        try {
            Predicate<SourceStatus> wanted =
                    SourceFilter.of(call.arguments().subList(1, call.arguments().size()), USAGE);
            sources.get().stream()
                    .filter(wanted)
                    .flatMap(source -> SourceAddress.parse(source.source()).stream())
                    .map(SourceAddress::address)
                    .forEach(forget);
            return Answer.DONE;
        } catch (Wrong e) {
            return Answer.error(e.getMessage());
        }
    }
}
