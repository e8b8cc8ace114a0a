package org.irilb.server.admin.guard;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.irilb.core.Operator;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.WholeNumber;
import org.irilb.server.admin.command.Wrong;
import org.irilb.server.config.Level;

/** {@code set table}: bans a source, or ends its ban. What else is counted of sources can't be set. Immutable. */
final class SetTable implements AdminCommand {

    private static final String BAN = "data.gpc0";
    private static final String USAGE = "Required arguments: <table> key <key> [data.<store_data_type> <value>]*";
    private static final String DATA = "data.";

    private final Supplier<BalancerStatus> status;
    private final Operator operator;

    SetTable(Supplier<BalancerStatus> status, Operator operator) {
        this.status = status;
        this.operator = operator;
    }

    @Override
    public Spec spec() {
        return Spec.of(
                Level.OPERATOR, "set table", "<table> key <k> data.gpc0 <v>", "ban a source (1), or end its ban (0)");
    }

    @Override
    public Answer run(Call call) {
        try {
            if (call.arguments().isEmpty()) {
                throw new Wrong(USAGE);
            }
            if (!ShowTable.isTable(call.argument(0), status.get())) {
                throw new Wrong("No such table");
            }
            return set(call.arguments().subList(1, call.arguments().size()));
        } catch (Wrong e) {
            return Answer.error(e.getMessage());
        }
    }

    private Answer set(List<String> arguments) throws Wrong {
        if (arguments.isEmpty()) {
            return Answer.DONE;
        }
        if (arguments.get(0).startsWith(DATA)) {
            throw new Wrong("content-based lookup is only supported with the \"show\" and \"clear\" actions");
        }
        if (!arguments.get(0).equals("key")) {
            throw new Wrong(USAGE);
        }
        if (arguments.size() < 2) {
            throw new Wrong("Key value expected");
        }
        SourceAddress source = SourceAddress.parse(arguments.get(1)).orElseThrow(() -> new Wrong("Invalid key"));
        Optional<Boolean> ban = ban(arguments.subList(2, arguments.size()));
        if (ban.isPresent() && operator.ban(source.address(), ban.get()).isEmpty()) {
            throw new Wrong("Unable to allocate a new entry");
        }
        return Answer.DONE;
    }

    private static Optional<Boolean> ban(List<String> data) throws Wrong {
        Optional<Boolean> ban = Optional.empty();
        for (int i = 0; i < data.size(); i += 2) {
            if (!data.get(i).startsWith(DATA)) {
                throw new Wrong("\"data.<type>\" followed by a value expected");
            }
            if (SourceField.of(data.get(i).substring(DATA.length())).isEmpty()) {
                throw new Wrong("Unknown data type");
            }
            String value = i + 1 < data.size() ? data.get(i + 1) : "";
            int number = WholeNumber.parse(value, 0, Integer.MAX_VALUE, "Require a valid integer value to store");
            if (!data.get(i).equals(BAN)) {
                throw new Wrong("Data type not stored in this table");
            }
            ban = Optional.of(number > 0);
        }
        return ban;
    }
}
