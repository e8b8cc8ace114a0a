package org.irilb.server.admin.guard;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.irilb.core.metrics.SourceStatus;
import org.irilb.server.admin.command.Wrong;

/** Chooses sources by what the arguments of a command say: {@code key <address>}, {@code data.<type> <op> <value>} …. */
final class SourceFilter {

    private static final String DATA = "data.";

    private SourceFilter() {}

    /** @param usage what is said of arguments that are none of these */
    static Predicate<SourceStatus> of(List<String> arguments, String usage) throws Wrong {
        Predicate<SourceStatus> all = source -> true;
        int at = 0;
        for (int entry = 1; at < arguments.size(); entry++) {
            String word = arguments.get(at);
            if (word.equals("key")) {
                all = all.and(key(argument(arguments, at + 1)));
                at += 2;
            } else if (word.startsWith(DATA)) {
                all = all.and(data(entry, word.substring(DATA.length()), arguments, at));
                at += 3;
            } else {
                throw new Wrong(usage);
            }
        }
        return all;
    }

    private static Predicate<SourceStatus> key(String address) throws Wrong {
        if (address.isEmpty()) {
            throw new Wrong("Key value expected");
        }
        String source =
                SourceAddress.parse(address).map(SourceAddress::source).orElseThrow(() -> new Wrong("Invalid key"));
        return status -> status.source().equals(source);
    }

    private static Predicate<SourceStatus> data(int entry, String type, List<String> arguments, int at) throws Wrong {
        String mark = "Filter entry #" + entry + ": ";
        SourceField field = SourceField.of(type)
                .orElseThrow(() -> new Wrong(mark
                        + (SourceField.isHaproxys(type) ? "Data type not stored in this table" : "Unknown data type")));
        IntPredicate holds =
                switch (argument(arguments, at + 1)) {
                    case "eq" -> compared -> compared == 0;
                    case "ne" -> compared -> compared != 0;
                    case "le" -> compared -> compared <= 0;
                    case "ge" -> compared -> compared >= 0;
                    case "lt" -> compared -> compared < 0;
                    case "gt" -> compared -> compared > 0;
                    default ->
                        throw new Wrong(mark + "Require and operator among \"eq\", \"ne\", \"le\", \"ge\", \"lt\","
                                + " \"gt\"");
                };
        long wanted = number(mark, argument(arguments, at + 2));
        return source -> holds.test(Long.compare(field.value(source), wanted));
    }

    private static long number(String mark, String text) throws Wrong {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Wrong(mark + "Require a valid integer value to compare against");
        }
    }

    private static String argument(List<String> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }
}
