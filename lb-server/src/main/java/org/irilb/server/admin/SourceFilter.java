package org.irilb.server.admin;

import java.util.List;
import java.util.function.Predicate;
import org.irilb.core.metrics.SourceStatus;

/** Chooses sources by what the arguments of a command say: {@code key <address>}, {@code data.<type> <op> <value>} …. */
final class SourceFilter {

    /** What is wrong with the arguments, in HAProxy's words. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private static final String DATA = "data.";

    private SourceFilter() {}

    static Predicate<SourceStatus> of(List<String> arguments) throws Malformed {
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
                throw new Malformed("Optional argument only supports \"data.<store_data_type>\" and \"key\"");
            }
        }
        return all;
    }

    private static Predicate<SourceStatus> key(String address) throws Malformed {
        String source =
                SourceAddress.parse(address).map(SourceAddress::source).orElseThrow(() -> new Malformed("Invalid key"));
        return status -> status.source().equals(source);
    }

    private static Predicate<SourceStatus> data(int entry, String type, List<String> arguments, int at)
            throws Malformed {
        SourceField field = SourceField.of(type)
                .orElseThrow(() -> new Malformed("Filter entry #" + entry + ": Data type not stored in this table"));
        long wanted = number(argument(arguments, at + 2));
        return switch (argument(arguments, at + 1)) {
            case "eq" -> source -> field.value(source) == wanted;
            case "ne" -> source -> field.value(source) != wanted;
            case "le" -> source -> field.value(source) <= wanted;
            case "ge" -> source -> field.value(source) >= wanted;
            case "lt" -> source -> field.value(source) < wanted;
            case "gt" -> source -> field.value(source) > wanted;
            default ->
                throw new Malformed("Filter entry #" + entry + ": Require and operator among \"eq\", \"ne\", \"le\","
                        + " \"ge\", \"lt\", \"gt\"");
        };
    }

    private static long number(String text) throws Malformed {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Malformed("Require a valid integer value to compare against");
        }
    }

    private static String argument(List<String> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }
}
