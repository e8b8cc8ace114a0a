package org.irilb.core.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The checks that the records of this package share; each names the field, its value and what was expected. */
final class Checks {

    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** RFC 9110, section 5.5, without bytes beyond ASCII. */
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");

    private Checks() {}

    static String fieldName(String field, String value) {
        if (!TOKEN.matcher(value).matches()) {
            throw new IllegalArgumentException(field + ": '" + value + "' (expected: a field name)");
        }
        return value;
    }

    /** An immutable copy in the same order. */
    static Map<String, String> fields(Map<String, String> fields) {
        fields.forEach((name, value) -> {
            fieldName("field", name);
            if (!FIELD_VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(name + ": '" + value + "' (expected: printable ASCII)");
            }
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

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
