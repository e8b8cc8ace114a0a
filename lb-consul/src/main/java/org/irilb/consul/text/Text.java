package org.irilb.consul.text;

/** Text from outside, on its way to a log line, an operator or a CSV field. */
public final class Text {

    private static final int LONGEST = 200;

    private Text() {}

    public static boolean hasControls(String text) {
        return text.chars().anyMatch(Text::isControl);
    }

    /** The first line that isn't blank, fit to print; empty if there is none. */
    public static String firstLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(Text::printable)
                .orElse("");
    }

    /** At most 200 characters, with {@code ?} for what could move a cursor or begin another line. */
    public static String printable(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        StringBuilder shown = new StringBuilder(cut.length());
        cut.strip().chars().forEach(c -> shown.append(isControl(c) ? '?' : (char) c));
        return shown.toString();
    }

    /** Unicode's controls, its two line separators, and the marks that turn the direction of writing. */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
