package org.irilb.core.config;

import java.time.Duration;

/** The checks that the records of this package share; each names the field, its value and what was expected. */
final class Checks {

    private Checks() {}

    static String name(String field, String value) {
        if (value.isBlank() || value.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == ',')) {
            throw new IllegalArgumentException(
                    field + ": '" + value + "' (expected: a name without blanks, commas and control characters)");
        }
        return value;
    }

    static int within(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: " + min
                    + (max == Integer.MAX_VALUE ? " or more" : ".." + max) + ")");
        }
        return value;
    }

    static Duration notNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: zero or longer)");
        }
        return value;
    }

    static Duration positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: longer than nothing)");
        }
        return value;
    }
}
