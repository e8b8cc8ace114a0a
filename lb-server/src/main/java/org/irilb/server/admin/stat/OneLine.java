package org.irilb.server.admin.stat;

/** Keeps a text from breaking the line that it is shown in. */
final class OneLine {

    private OneLine() {}

    /** The text with each control character, line ends among them, replaced by a blank. */
    static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
