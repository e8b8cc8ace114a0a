package org.irilb.server.admin.command;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into words (HAProxy management guide, chapter 9.3). */
final class Words {

    private static final String ESCAPABLE = " ;\\";

    private Words() {}

    /** What blanks separate, unless a backslash stands before them; a backslash before anything else stays. */
    static List<String> of(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == ' ' || c == '\t') {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
                continue;
            }
            if (c == '\\' && i + 1 < command.length() && ESCAPABLE.indexOf(command.charAt(i + 1)) >= 0) {
                c = command.charAt(++i);
            }
            word.append(c);
            inWord = true;
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
