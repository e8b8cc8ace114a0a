package org.irilb.server.admin.stat;

/** What a row of {@code show stat} is about; HAProxy's words. */
public enum Kind {
    FRONTEND('F', "Frontend", 0),
    BACKEND('B', "Backend", 1),
    SERVER('S', "Server", 2);

    private final char letter;
    private final String word;
    private final int number;

    Kind(char letter, String word, int number) {
        this.letter = letter;
        this.word = word;
        this.number = number;
    }

    char letter() {
        return letter;
    }

    String word() {
        return word;
    }

    /** The value of the column {@code type}. */
    int number() {
        return number;
    }

    /** Whether a filter's sum of 1 for frontends, 2 for backends and 4 for servers includes it; -1 includes all. */
    boolean isIn(int mask) {
        return (mask & 1 << number) != 0;
    }
}
