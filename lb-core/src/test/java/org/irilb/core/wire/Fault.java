package org.irilb.core.wire;

import java.util.function.Function;

/** What makes a valid request one that must be refused, each in many variants. */
enum Fault {
    METHOD_BYTE(draft -> {
        int at = draft.number(draft.method().length());
        return draft.toString().substring(0, at)
                + noToken(draft)
                + draft.toString().substring(at);
    }),
    METHOD_TOO_LONG(draft -> "M".repeat(33 + draft.number(100)) + draft),
    METHOD_NOT_FOR_NODES(draft -> draft.with(draft.pick("CONNECT lb:80", "CONNECT /", "TRACE /") + " HTTP/1.1\r\n")),
    BLANK_BEFORE(draft -> draft.pick(" ", "\t", "\r\n\r\n", "\n", "\r", "\u0000", "\u00ef\u00bb\u00bf") + draft),
    BLANK_IN_LINE(draft -> draft.with(draft.pick(
                    draft.method() + "  " + draft.target() + " HTTP/1.1",
                    draft.method() + "\t" + draft.target() + " HTTP/1.1",
                    draft.method() + " " + draft.target() + "  HTTP/1.1",
                    draft.method() + " " + draft.target() + "\tHTTP/1.1",
                    draft.method() + " " + draft.target() + " HTTP/1.1 ",
                    draft.method() + " " + draft.target() + " x HTTP/1.1",
                    draft.method() + " " + draft.target() + " HTTP/1.1\u000b")
            + "\r\n")),
    TARGET(draft -> draft.with(draft.method() + " "
            + draft.pick(
                    "",
                    "x",
                    "lb:80",
                    "//\u0000",
                    "/\u0001",
                    "/\u007f",
                    "/\u00e4",
                    "/#x",
                    "/\"",
                    "/<x>",
                    "/\\x",
                    "/{x}",
                    "http:/x",
                    "http://",
                    "http://a@lb/",
                    "http://lb:x/",
                    "ftp://lb/",
                    "//\n",
                    "/\r",
                    "?x")
            + " HTTP/1.1\r\n")),
    TARGET_OF_ANOTHER_HOST(draft -> draft.with(
            draft.method() + " http://" + draft.pick("lb.", "lb:80", "b", "127.0.0.1", "[::1]") + "/ HTTP/1.1\r\n")),
    ASTERISK(draft -> draft.with(draft.pick("GET", "POST", "options", "PUT") + " * HTTP/1.1\r\n")),
    VERSION(draft -> draft.with(draft.method() + " " + draft.target()
            + draft.pick(
                    "",
                    " ",
                    " HTTP",
                    " HTTP/",
                    " HTTP/1",
                    " HTTP/1.",
                    " HTTP/11",
                    " HTTP/1.1.1",
                    " HTTP/1.10",
                    " http/1.1",
                    " HTTP/2.0",
                    " HTTP/0.9",
                    " HTTP/3.1",
                    " HTTP/a.b",
                    " HTTPS/1.1",
                    " ICAP/1.0",
                    " HTTP/-1",
                    " HTTP/1.1;x")
            + "\r\n")),
    LINE_END(draft -> {
        String text = draft.toString();
        String[] lines =
                text.substring(0, text.length() - draft.body().length()).split("\r\n", -1);
        int broken = draft.number(lines.length - 1);
        StringBuilder head = new StringBuilder();
        for (int i = 0; i < lines.length - 1; i++) {
            head.append(lines[i]).append(i == broken ? draft.pick("\n", "\r", "\r\r\n", "\n\r", "\u0000\r\n") : "\r\n");
        }
        return head + draft.body();
    }),
    NAME(draft -> inField(
            draft,
            draft.pick(
                    "X : y",
                    "X\t: y",
                    "X\u00a0: y",
                    ": y",
                    "X",
                    "X y: z",
                    "X(: y",
                    "X\u0000: y",
                    "X\u007f: y",
                    "X\u00e4: y",
                    "\"X\": y",
                    "X/Y: z",
                    "X@: y",
                    "[X]: y",
                    "{X}: y",
                    "Content-Length : 5",
                    "=: y"))),
    NAME_BYTE(draft -> inField(draft, "X" + noToken(draft).replace(":", "(") + "Y: z")),
    FOLDED(draft -> inField(
            draft,
            draft.pick("X: y\r\n z", "X:\r\n\ty", "X: y\r\n ", "Transfer-Encoding:\r\n chunked", "X: y\r\n Host: b"))),
    BLANK_BEFORE_FIRST_FIELD(draft -> {
        draft.fields().add(0, draft.pick(" X: y\r\n", "\tX: y\r\n", " \r\n"));
        return draft.toString();
    }),
    VALUE(draft -> inField(
            draft,
            "X: y" + draft.pick("\u0000", "\u0001", "\u0008", "\u000b", "\u000c", "\u001b", "\u007f", "\r", "\n")
                    + "z")),
    HOST(draft -> {
        draft.replace(
                "Host",
                "Host: "
                        + draft.pick(
                                "",
                                "a b",
                                "a, b",
                                "a/",
                                "http://lb",
                                "a@lb",
                                "lb:x",
                                "lb:-1",
                                "lb:65536",
                                "[::1",
                                "[::1]x",
                                "a\\b",
                                "%",
                                "lb:80:80",
                                "\u00e4"));
        return draft.with("POST / HTTP/1.1\r\n");
    }),
    HOST_MISSING(draft -> {
        draft.drop("Host");
        return draft.toString();
    }),
    HOST_TWICE(draft -> inField(draft, draft.pick("Host: lb", "host: b", "HOST:", "Host: lb\r\nHost: lb"))),
    LENGTH(draft -> {
        draft.drop("Transfer-Encoding");
        draft.replace(
                "Content-Length",
                "Content-Length: "
                        + draft.pick(
                                "",
                                "+25",
                                "-25",
                                "-0",
                                "2 5",
                                "25,25",
                                "25, 25",
                                "25,",
                                ",25",
                                "25;",
                                "25.0",
                                "2.5e1",
                                "0x19",
                                "0x0",
                                "25a",
                                "a",
                                "\"25\"",
                                "25\u00a0",
                                "1000000000000000000",
                                "99999999999999999999",
                                "18446744073709551641",
                                "4294967321000000000000",
                                "NaN"));
        draft.body("{\"command\":\"getNodeInfo\"}");
        return draft.toString();
    }),
    LENGTH_TWICE(draft -> {
        draft.drop("Transfer-Encoding");
        draft.drop("Content-Length");
        String first = draft.pick("25", "0", "26", "");
        draft.add("Content-Length: " + first);
        draft.add(draft.pick("content-length: 25", "CONTENT-LENGTH: 0", "Content-Length: 99", "Content-Length:"));
        return draft.toString();
    }),
    ENCODING(draft -> {
        draft.drop("Content-Length");
        draft.replace(
                "Transfer-Encoding",
                "Transfer-Encoding: "
                        + draft.pick(
                                "",
                                "x",
                                "gzip",
                                "identity",
                                "gzip, chunked",
                                "chunked, gzip",
                                "chunked, chunked",
                                "chunked,",
                                ", chunked",
                                "chunked;q=1",
                                "xchunked",
                                "chunkedx",
                                "\"chunked\"",
                                "'chunked'",
                                "chunk ed",
                                "chunked\u00a0",
                                "chunked\r\nTransfer-Encoding: chunked",
                                "chunked\r\nTransfer-Encoding: identity",
                                "x\r\nTransfer-Encoding: chunked"));
        return draft.toString();
    }),
    LENGTH_AND_ENCODING(draft -> {
        draft.replace("Content-Length", "Content-Length: " + draft.pick("0", "4", "25", "35", "99"));
        draft.replace("Transfer-Encoding", draft.pick("Transfer-Encoding: chunked", "transfer-encoding: identity"));
        return draft.toString();
    }),
    CHUNKS_OF_OLD(draft -> {
        draft.drop("Content-Length");
        draft.replace("Transfer-Encoding", "Transfer-Encoding: chunked");
        return draft.with("POST / HTTP/1.0\r\n");
    }),
    CHUNKS(draft -> {
        draft.drop("Content-Length");
        draft.replace("Transfer-Encoding", "Transfer-Encoding: chunked");
        draft.body(draft.pick(
                "\r\n",
                "x\r\n",
                "-1\r\n",
                "+5\r\nhello\r\n",
                "0x5\r\nhello\r\n",
                " 5\r\nhello\r\n",
                "5 \r\nhello\r\n",
                "5\nhello\n0\n\n",
                "5\r\nhello",
                "5\r\nhello\n0\r\n\r\n",
                "5\r\nhelloo\r\n0\r\n\r\n",
                "ffffffffffffffff\r\n",
                "10000000000000000\r\n",
                "5;\u0000\r\nhello\r\n",
                "5;x\nhello\r\n",
                "5\r\nhello\r\n0\r\nX : y\r\n\r\n",
                "5\r\nhello\r\n0\r\n X: y\r\n\r\n",
                "0\r\nX: y\n\r\n",
                "0\r\nx\r\n\r\n",
                "0\r\n\n",
                "5;" + "x".repeat(5000),
                "0\r\nX: " + "y".repeat(5000)));
        return draft.toString();
    }),
    TOO_MANY_FIELDS(draft -> {
        for (int i = 100 + draft.number(50); i > 0; i--) {
            draft.add("X: y");
        }
        return draft.toString();
    }),
    HEAD_TOO_LARGE(draft -> inField(draft, "X: " + "y".repeat(16_384 + draft.number(5_000)))),
    TARGET_TOO_LONG(draft -> draft.with("POST /" + "y".repeat(16_384 + draft.number(5_000)) + " HTTP/1.1\r\n")),
    CONNECTION(
            draft -> inField(draft, "Connection: " + draft.pick("a b", "a;b", "\"close\"", "a=b", "(x)", "close x"))),
    EXPECTATION(draft -> inField(draft, "Expect: " + draft.pick("", "100-continued", "x", "100-continue, x"))),
    HOPS(draft -> {
        draft.add("Max-Forwards: " + draft.pick("", "-1", "x", "1.0", "1, 1", "1\r\nMax-Forwards: 1"));
        return draft.with("OPTIONS / HTTP/1.1\r\n");
    }),
    OTHER_PROTOCOL(draft -> draft.pick(
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            "PRI * HTTP/2.0\r\n\r\nsm\r\n\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n",
            "EHLO lb\r\n",
            "\u0000\u0000\u0012\u0004\u0000",
            "PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n",
            "{\"command\":\"getNodeInfo\"}\r\n",
            "*1\r\n$4\r\nPING\r\n",
            "\r\n\r\n\r\n"));

    private final Function<Draft, String> doing;

    Fault(Function<Draft, String> doing) {
        this.doing = doing;
    }

    /** The bytes of a request that was valid. */
    String in(Draft draft) {
        return doing.apply(draft);
    }

    private static String inField(Draft draft, String field) {
        draft.add(field);
        return draft.toString();
    }

    private static String noToken(Draft draft) {
        return draft.pick(
                "\u0000", "\u0007", "\u001f", "(", ")", ",", "/", ":", ";", "<", "=", ">", "?", "@", "[", "\\", "]",
                "{", "}", "\"", "\u007f", "\u0080", "\u00ff");
    }
}
