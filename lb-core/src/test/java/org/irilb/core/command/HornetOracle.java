package org.irilb.core.command;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands as HORNET 0.5 does, with Go's encoding/json: the first value of the body counts, whatever is behind it;
 * of keys given twice the last one; what isn't UTF-8 becomes U+FFFD. Some releases take the key in any case, some as it
 * is; all take the name in any case. One thread's.
 */
final class HornetOracle {

    private static final String KEY = "command";

    private final String text;
    private int position;
    private String exact = "";
    private String folded = "";

    private HornetOracle(byte[] body) {
        text = new String(body, StandardCharsets.UTF_8);
    }

    /** Names of commands, in lower case, that one release or another would execute; null if it would refuse the body. */
    static @Nullable Set<String> read(byte[] body) {
        HornetOracle oracle = new HornetOracle(body);
        try {
            oracle.request();
        } catch (SyntaxException e) {
            return null;
        }
        Set<String> names = new HashSet<>(List.of(oracle.exact, oracle.folded));
        names.remove("");
        return names;
    }

    private static final class SyntaxException extends RuntimeException {

        private static final long serialVersionUID = 1;

        SyntaxException() {
            super(null, null, false, false); // thrown a million times
        }
    }

    private void request() {
        blanks();
        expect('{');
        blanks();
        if (next() == '}') {
            return;
        }
        do {
            blanks();
            String key = string();
            blanks();
            expect(':');
            blanks();
            String value = value();
            if (key.equals(KEY)) {
                exact = value;
            }
            // no letter of the key has a relative outside of ASCII, so that folding is this simple
            if (key.equalsIgnoreCase(KEY)) {
                folded = value.isEmpty() ? folded : value;
            }
            blanks();
        } while (skipIf(','));
        expect('}');
    }

    /** Reads over a value; a string's in lower case, of others nothing. */
    private String value() {
        switch (next()) {
            case '"' -> {
                return lowerCase(string());
            }
            case '{' -> elements('}', true);
            case '[' -> elements(']', false);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
        return "";
    }

    private void elements(char end, boolean keys) {
        position++;
        blanks();
        if (skipIf(end)) {
            return;
        }
        do {
            blanks();
            if (keys) {
                string();
                blanks();
                expect(':');
                blanks();
            }
            value();
            blanks();
        } while (skipIf(','));
        expect(end);
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return withoutHalves(string);
            }
            if (c < ' ') {
                throw new SyntaxException();
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int value = 0;
                for (int i = 0; i < 4; i++) {
                    char digit = take();
                    if (digit > 'f' || Character.digit(digit, 16) < 0) {
                        throw new SyntaxException();
                    }
                    value = value * 16 + Character.digit(digit, 16);
                }
                yield (char) value;
            }
            default -> throw new SyntaxException();
        };
    }

    /** Half of a surrogate pair is no letter for Go. */
    private static String withoutHalves(StringBuilder string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                string.setCharAt(i, '\ufffd');
            }
        }
        return string.toString();
    }

    /** As strings.ToLower: letter by letter, so that a dotted I becomes an i. */
    private static String lowerCase(String name) {
        StringBuilder lower = new StringBuilder(name.length());
        name.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }

    private void number() {
        skipIf('-');
        if (!skipIf('0')) {
            digits();
        }
        if (skipIf('.')) {
            digits();
        }
        if (skipIf('e') || skipIf('E')) {
            if (!skipIf('+')) {
                skipIf('-');
            }
            digits();
        }
    }

    private void digits() {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw new SyntaxException();
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, position)) {
            throw new SyntaxException();
        }
        position += word.length();
    }

    private void blanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private char next() {
        if (position == text.length()) {
            throw new SyntaxException();
        }
        return text.charAt(position);
    }

    private char take() {
        char next = next();
        position++;
        return next;
    }

    private boolean skipIf(char expected) {
        boolean there = position < text.length() && text.charAt(position) == expected;
        position += there ? 1 : 0;
        return there;
    }

    private void expect(char expected) {
        if (!skipIf(expected)) {
            throw new SyntaxException();
        }
    }
}
