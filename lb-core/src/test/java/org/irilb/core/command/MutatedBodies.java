package org.irilb.core.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;

/**
 * Makes bodies out of others, at random from a seed, as somebody would who wants a command to pass for another: disguised
 * letters, keys given again, other quotes, what only a lenient reader takes. One thread's.
 */
final class MutatedBodies {

    private static final String[] PIECES = {
        "\"command\":\"addNeighbors\"",
        "\"COMMAND\":\"getNeighbors\"",
        "\"\\u0063ommand\":\"attachToTangle\"",
        "'command':'removeNeighbors'",
        "command:attachToTangle",
        "\"command\":null",
        "\"command\":[\"addNeighbors\"]",
        "\"x\":{\"command\":\"attachToTangle\"}",
        "{\"command\":\"interruptAttachingToTangle\"}",
        "/*",
        "*/",
        "//",
        "#",
        "\n",
        "\r",
        "\t",
        " ",
        "\u00a0",
        "\u2028",
        "\u0000",
        "\ufeff",
        ")]}'\n",
        "'",
        "\"",
        "\\",
        "\\\"",
        "\\'",
        "\\u",
        "\\u0022",
        "\\n",
        "\\x61",
        ",",
        ";",
        ":",
        "=",
        "=>",
        "{",
        "}",
        "[",
        "]",
        "{}",
        "[]",
        "NaN",
        "-",
        "0",
        "1e5",
        "null",
        "true",
        "\u017f",
        "\u212a",
        "\u0130",
        "\u0131",
        "\ud83d\ude00",
        "\\ud83d",
        "\\ude00"
    };

    /** Letters, and what some readers take for the same. */
    private static final String[] RELATIVES = {"s\u017f", "S\u017f", "k\u212a", "i\u0130", "I\u0131", "\"'", ":=", ",;"
    };

    private static final Charset[] CHARSETS = {
        Charset.forName("UTF-16LE"), Charset.forName("UTF-16BE"), Charset.forName("UTF-16"), Charset.forName("UTF-32LE")
    };

    private final Random random;
    private final RandomJson fresh;
    private final List<byte[]> seeds;

    /** @param seeds what to begin with, besides bodies of {@link RandomJson} */
    MutatedBodies(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.fresh = new RandomJson(seed);
        this.seeds = seeds;
    }

    byte[] next() {
        StringBuilder text = new StringBuilder(new String(begin(), UTF_8));
        for (int i = random.nextInt(5); i > 0; i--) {
            change(text);
        }
        if (random.nextInt(200) == 0) {
            return text.toString().getBytes(CHARSETS[random.nextInt(CHARSETS.length)]);
        }
        byte[] body = text.toString().getBytes(UTF_8);
        if (random.nextInt(20) == 0 && body.length > 0) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return body;
    }

    private byte[] begin() {
        return random.nextInt(3) == 0 ? fresh.next() : seeds.get(random.nextInt(seeds.size()));
    }

    private void change(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + 1 + random.nextInt(12));
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> text.insert(from, PIECES[random.nextInt(PIECES.length)]);
            case 3 -> text.delete(from, to);
            case 4 -> text.insert(random.nextInt(text.length() + 1), text.substring(from, to));
            case 5 -> escape(text, from);
            case 6 -> disguise(text);
            case 7 -> turnCase(text, from, to);
            default -> splice(text, from);
        }
    }

    private void escape(StringBuilder text, int at) {
        if (at < text.length()) {
            String digits = String.format(random.nextBoolean() ? "%04x" : "%04X", (int) text.charAt(at));
            text.replace(at, at + 1, "\\u" + digits);
        }
    }

    /** One letter, or all of them. */
    private void disguise(StringBuilder text) {
        String pair = RELATIVES[random.nextInt(RELATIVES.length)];
        boolean all = random.nextBoolean();
        int at = -1;
        while ((at = text.indexOf(pair.substring(0, 1), at + 1)) >= 0) {
            if (all || random.nextInt(3) == 0) {
                text.setCharAt(at, pair.charAt(1));
            }
        }
    }

    private static void turnCase(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            text.setCharAt(i, Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
        }
    }

    /** Goes on as another body does, or puts it in. */
    private void splice(StringBuilder text, int at) {
        String other = new String(begin(), random.nextInt(10) == 0 ? ISO_8859_1 : UTF_8);
        int from = random.nextInt(other.length() + 1);
        if (random.nextBoolean()) {
            text.setLength(at);
        }
        text.insert(at, other.substring(from));
    }
}
