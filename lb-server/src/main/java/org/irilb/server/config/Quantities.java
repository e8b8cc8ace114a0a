package org.irilb.server.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Numbers with a unit: durations and sizes. */
final class Quantities {

    private static final Map<String, Long> MILLIS = ascending(
            Map.entry("ms", 1L),
            Map.entry("s", 1_000L),
            Map.entry("m", 60_000L),
            Map.entry("h", 3_600_000L),
            Map.entry("d", 86_400_000L));

    private static final Map<String, Long> BYTES = ascending(
            Map.entry("B", 1L),
            Map.entry("kB", 1_000L),
            Map.entry("KiB", 1L << 10),
            Map.entry("MB", 1_000_000L),
            Map.entry("MiB", 1L << 20),
            Map.entry("GB", 1_000_000_000L),
            Map.entry("GiB", 1L << 30));

    private static final Duration LONGEST = Duration.ofDays(365);

    static final Kind<Duration> DURATION = new Kind<>(
            "a duration from 1ms to 365d, such as 500ms, 10s, 5m or 1h",
            text -> amount(text, MILLIS).map(Duration::ofMillis).filter(Quantities::isUsual),
            duration -> written(duration.toMillis(), MILLIS));

    static final Kind<Duration> DURATION_OR_ZERO = new Kind<>(
            "0 or " + DURATION.expected(),
            text -> text.equals("0")
                    ? Optional.of(Duration.ZERO)
                    : DURATION.reader().apply(text),
            duration -> duration.isZero() ? 0 : DURATION.writer().apply(duration));

    private Quantities() {}

    private static boolean isUsual(Duration duration) {
        return !duration.isZero() && duration.compareTo(LONGEST) <= 0;
    }

    /** A size in bytes, 1 or more. */
    static Kind<Integer> size(int max) {
        return size(1, max);
    }

    /** A size in bytes. */
    static Kind<Integer> size(int min, int max) {
        return new Kind<>(
                "a size from " + written(min, BYTES) + " to " + written(max, BYTES) + ", such as 500kB, 1MB or 1MiB",
                text -> amount(text, BYTES)
                        .or(() -> Kind.decimal(text))
                        .filter(bytes -> bytes >= min && bytes <= max)
                        .map(Long::intValue),
                bytes -> written(bytes, BYTES));
    }

    private static Optional<Long> amount(String text, Map<String, Long> units) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        Long unit = units.get(text.substring(end));
        // nine digits of the largest unit are far from overflowing a long
        return unit == null || end > 9
                ? Optional.empty()
                : Kind.decimal(text.substring(0, end)).map(n -> n * unit);
    }

    /** In the largest unit that gives a whole number. */
    private static String written(long amount, Map<String, Long> units) {
        String best = "";
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            boolean whole = amount % unit.getValue() == 0;
            if (whole && (amount > 0 || best.isEmpty())) {
                best = amount / unit.getValue() + unit.getKey();
            }
        }
        return best;
    }

    @SafeVarargs
    private static Map<String, Long> ascending(Map.Entry<String, Long>... units) {
        Map<String, Long> map = new LinkedHashMap<>();
        for (Map.Entry<String, Long> unit : units) {
            map.put(unit.getKey(), unit.getValue());
        }
        return map;
    }
}
