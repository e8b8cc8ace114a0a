package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Changes valid messages a little, at random from a seed; many stay valid. One thread's. */
final class Mutations {

    private static final String[] PIECES = {
        "\r\n",
        "\r",
        "\n",
        " ",
        "\t",
        ":",
        ",",
        ";",
        "0",
        "5",
        "00",
        "-",
        "+",
        "\u0000",
        "\u007f",
        "\u00e4",
        "\"",
        "/",
        "*",
        "X: y\r\n",
        "Host: a\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: 0\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Connection: close\r\n",
        "connection: x-a, keep-alive\r\n",
        "\r\n ",
        "chunked",
        "HTTP/1.1",
        "http://a",
        "%41",
        "[::1]",
        "Expect: 100-continue\r\n",
        "Max-Forwards: 3\r\n",
        "0\r\n\r\n",
        "5\r\nhello\r\n",
        ";x=y"
    };

    private final Random random;
    private final List<String> samples;

    Mutations(long seed, List<String> samples) {
        this.random = new Random(seed);
        this.samples = samples;
    }

    byte[] next() {
        StringBuilder text = new StringBuilder(samples.get(random.nextInt(samples.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            mutate(text);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void mutate(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(6)) {
            case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
            case 1 -> text.insert(at, (char) random.nextInt(256));
            case 2 -> text.replace(at, Math.min(text.length(), at + 1), Character.toString(random.nextInt(256)));
            case 3 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
            case 4 -> insertBehindALine(text, PIECES[random.nextInt(PIECES.length)]);
            default -> insertBehindALine(text, line(samples.get(random.nextInt(samples.size()))));
        }
    }

    private void insertBehindALine(StringBuilder text, String piece) {
        int end = text.indexOf("\r\n", random.nextInt(text.length() + 1));
        text.insert(end < 0 ? text.length() : end + 2, piece);
    }

    /** A line of a message, with its CR LF. */
    private String line(String message) {
        String[] lines = message.split("\r\n");
        return lines[random.nextInt(lines.length)] + "\r\n";
    }
}
