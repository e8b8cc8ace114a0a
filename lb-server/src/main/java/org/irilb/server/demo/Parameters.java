package org.irilb.server.demo;

import java.util.List;
import java.util.Map;

/** A request's parameters, checked as IRI checks them: what is missing or wrong is answered 500, by name. */
record Parameters(Map<?, ?> values) {

    private static final int HASH = 81;
    private static final int ADDRESS_WITH_CHECKSUM = 90;
    private static final int MAX_LIST = 1000;

    boolean has(String name) {
        return values.get(name) != null;
    }

    int integer(String name) {
        if (required(name) instanceof Double number) {
            return number.intValue();
        }
        throw invalid(name);
    }

    String hash(String name) {
        return asHash(name, required(name));
    }

    /** Hashes or addresses; of an address with a checksum, the address. */
    List<String> hashes(String name) {
        return list(name).stream().map(item -> asHash(name, item)).toList();
    }

    List<Transaction> transactions(String name) {
        return list(name).stream().map(item -> asTransaction(name, item)).toList();
    }

    List<String> trytes(String name, int length) {
        return list(name).stream()
                .map(item -> {
                    if (item instanceof String text && text.length() <= length && Ternary.isTrytes(text)) {
                        return text + "9".repeat(length - text.length());
                    }
                    throw invalid(name);
                })
                .toList();
    }

    List<?> list(String name) {
        if (!(required(name) instanceof List<?> list)) {
            throw invalid(name);
        }
        if (list.size() > MAX_LIST) {
            throw Failure.exception("Could not complete request");
        }
        return list;
    }

    private Object required(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw Failure.exception("Invalid parameters");
        }
        return value;
    }

    private static String asHash(String name, Object item) {
        if (item instanceof String text
                && (text.length() == HASH || text.length() == ADDRESS_WITH_CHECKSUM)
                && Ternary.isTrytes(text)) {
            return text.substring(0, HASH);
        }
        throw invalid(name);
    }

    private static Transaction asTransaction(String name, Object item) {
        if (item instanceof String text && Transaction.isValid(text)) {
            return new Transaction(text);
        }
        throw invalid(name);
    }

    private static Failure invalid(String name) {
        return Failure.exception("Invalid " + name + " input");
    }
}
