package org.irilb.server.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A kind of value: how it is read, how it is written so that it can be read again, and what is expected of it.
 *
 * @param expected completes "expected: ..."
 * @param reader gives nothing if the text isn't of this kind
 * @param writer gives a string, an integer or a boolean
 */
record Kind<T>(String expected, Function<String, Optional<T>> reader, Function<T, Object> writer) {

    static final Kind<String> TEXT =
            new Kind<>("a text", text -> Optional.of(text).filter(t -> !t.isEmpty()), t -> t);

    static final Kind<String> NAME = new Kind<>(
            "a name without blanks, commas and control characters",
            text -> Optional.of(text).filter(Kind::isName),
            name -> name);

    static final Kind<String> COMMAND = new Kind<>(
            "a command's name of up to 100 letters, digits, dots, - and _",
            text -> Optional.of(text).filter(name -> name.matches("[A-Za-z0-9._-]{1,100}")),
            name -> name);

    static final Kind<Boolean> FLAG = new Kind<>(
            "true or false",
            text -> switch (text) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            },
            flag -> flag);

    private static boolean isName(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == ',');
    }

    static Kind<Integer> integer(int min, int max) {
        String expected = max == Integer.MAX_VALUE ? "an integer, " + min + " or more" : min + ".." + max;
        return new Kind<>(
                expected,
                text -> decimal(text)
                        .filter(value -> value >= min && value <= max)
                        .map(Long::intValue),
                value -> value);
    }

    /** A number of at most 18 digits, without sign. */
    static Optional<Long> decimal(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** One of an enum's values, in lower case. */
    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        return choice(type, Kind::spelt);
    }

    /** One of an enum's values, by its label. */
    static <E extends Enum<E>> Kind<E> choice(Class<E> type, Function<E, String> label) {
        List<E> values = List.of(type.getEnumConstants());
        return new Kind<>(
                values.size() == 1
                        ? label.apply(values.get(0))
                        : "one of "
                                + String.join(", ", values.stream().map(label).toList()),
                text -> values.stream()
                        .filter(value -> label.apply(value).equals(text))
                        .findFirst(),
                label::apply);
    }

    private static String spelt(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Kind<String> oneOf(List<String> names) {
        return new Kind<>(
                "one of " + String.join(", ", names), text -> Optional.of(text).filter(names::contains), name -> name);
    }

    /** The same, but each value only once. Stateful: a new one for each list. */
    Kind<T> unique() {
        return uniqueBy(value -> value);
    }

    /** The same, but only one value of each identity. Stateful: a new one for each list. */
    Kind<T> uniqueBy(Function<T, Object> identity) {
        Set<Object> seen = new HashSet<>();
        return new Kind<>(
                expected + ", unlike the others",
                text -> reader.apply(text).filter(value -> seen.add(identity.apply(value))),
                writer);
    }
}
