package org.irilb.server.admin.stat;

/** Keeps a text from breaking the line that it is shown in. */
final class OneLine {

    private OneLine() {}

    /** The text with each control character, line ends among them, replaced by a blank. */
    static String of(String text) {
        if (!breaks(text)) {
            return text;
        }
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Asked of each text of each row, so that it makes no garbage. */
    private static boolean breaks(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
