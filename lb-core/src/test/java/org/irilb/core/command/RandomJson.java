package org.irilb.core.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Makes bodies of every kind from a seed: valid ones, and such with a few faults. */
final class RandomJson {

    private static final String[] KEYS = {
        "command", "COMMAND", "c\\u006fmmand", "commands", "comman", "trytes", "", "\u00e4", "\\ud83d\\ude00", "x\\/y"
    };
    private static final String[] STRINGS = {
        "getNodeInfo",
        "attachToTangle",
        "\\u0061ddNeighbors",
        "addneighbors",
        "",
        "9".repeat(81),
        "\\\\\\\"",
        "\\n\\t",
        "\u20ac\ud83d\ude00\u07ff",
        "\\uD800",
        "a\\u0000b",
        " "
    };
    private static final String[] NUMBERS = {"0", "-0", "1", "-12.5e+3", "1E9", "0.0", "1e-400", "123456789012345678901"
    };
    private static final String BYTES = "\"\\{}[],:0-.eE+tfn \n\u00c2\u00e0\u00ed\u00f4\u0080\u00bf";
    private static final String[] BLANKS = {"", "", "", " ", "\n", "\t\r\n  "};
    private static final String[] FAULTS = {
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "-",
        "NaN",
        "tru",
        "nul",
        "Null",
        "'x'",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"",
        "]",
        "}",
        "{,}",
        "[,]",
        "[1,]",
        "//",
        "/**/",
        "\u00a0",
        "\ufeff",
        ",",
        ":",
        "\"a\u0001\"",
        "undefined",
        "0x1",
        "1 2"
    };

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    byte[] next() {
        StringBuilder text = new StringBuilder();
        blank(text);
        object(text, 0);
        blank(text);
        if (random.nextInt(4) == 0) {
            text.insert(random.nextInt(text.length() + 1), pick(FAULTS));
        }
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? damaged(body) : body;
    }

    private byte[] damaged(byte[] body) {
        byte[] damaged = Arrays.copyOf(body, random.nextBoolean() ? body.length : random.nextInt(body.length + 1));
        for (int i = random.nextInt(3); i > 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : pickByte());
        }
        return damaged;
    }

    private int pickByte() {
        return BYTES.charAt(random.nextInt(BYTES.length()));
    }

    private void object(StringBuilder text, int depth) {
        text.append('{');
        for (int i = random.nextInt(4); i >= 0; i--) {
            blank(text);
            text.append('"').append(pick(KEYS)).append('"');
            blank(text);
            text.append(':');
            value(text, depth + 1);
            text.append(i == 0 ? "" : ",");
        }
        text.append('}');
    }

    private void value(StringBuilder text, int depth) {
        blank(text);
        switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0, 1, 2 -> text.append('"').append(pick(STRINGS)).append('"');
            case 3 -> text.append(pick(NUMBERS));
            case 4 -> text.append(pick(new String[] {"true", "false", "null", "{}", "[]", "[ ]", "{\n}"}));
            case 5, 6 -> object(text, depth);
            default -> array(text, depth);
        }
        blank(text);
    }

    private void array(StringBuilder text, int depth) {
        text.append('[');
        value(text, depth + 1);
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(',');
            value(text, depth + 1);
        }
        text.append(']');
    }

    private void blank(StringBuilder text) {
        text.append(pick(BLANKS));
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
