package org.irilb.health.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program's version: numbers separated by dots, and whether it is one that precedes a release. 1.10.0 is newer than
 * 1.8.6, 1.8 is the same as 1.8.0, 1.8.0-RC1 is older than 1.8.0, any other suffix counts for nothing. Its order isn't
 * consistent with equals.
 *
 * @param text as given
 */
public record Version(String text) implements Comparable<Version> {

    private static final Pattern FORM =
            Pattern.compile("[vV]?(\\d{1,9}(?:\\.\\d{1,9})*)(?:[-+._ ]?\\p{Alpha}.*|[-+ ].*)?");
    private static final Pattern BEFORE_RELEASE = Pattern.compile("(?i)[-._ ]?(rc|alpha|beta|snapshot|pre|dev).*");

    public Version {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("version: '" + text + "' (expected: numbers and dots, such as 1.8.6)");
        }
    }

    public static Optional<Version> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Version(text)) : Optional.empty();
    }

    @Override
    public int compareTo(Version other) {
        int[] mine = numbers();
        int[] theirs = other.numbers();
        for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
            int order = Integer.compare(i < mine.length ? mine[i] : 0, i < theirs.length ? theirs[i] : 0);
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(other.isBeforeRelease(), isBeforeRelease());
    }

    private int[] numbers() {
        String[] parts = matcher().group(1).split("\\.");
        int[] numbers = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }

    private boolean isBeforeRelease() {
        return BEFORE_RELEASE.matcher(text.substring(matcher().end(1))).matches();
    }

    private Matcher matcher() {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException(text);
        }
        return matcher;
    }

    @Override
    public String toString() {
        return text;
    }
}
