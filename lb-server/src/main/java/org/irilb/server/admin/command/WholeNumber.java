package org.irilb.server.admin.command;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole numbers as arguments. Stateless. */
public final class WholeNumber {

    private static final Pattern FORM = Pattern.compile("[+-]?\\d{1,18}");

    private WholeNumber() {}

    /**
     * A number of {@code min..max}.
     *
     * @param missing what is said if it is missing or none
     * @throws Wrong if it is missing, none, or out of range
     */
    public static int parse(String text, int min, int max, String missing) throws Wrong {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new Wrong(missing);
        }
        long value = Long.parseLong(text);
        if (value < min || value > max) {
            throw new Wrong("Value out of range.");
        }
        return (int) value;
    }

    /** The number behind a {@code #}, if it is one. */
    public static OptionalInt ofReference(String text) {
        return text.matches("#\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text.substring(1))) : OptionalInt.empty();
    }
}
