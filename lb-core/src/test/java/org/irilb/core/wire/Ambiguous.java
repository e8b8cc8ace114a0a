package org.irilb.core.wire;

import java.util.List;
import java.util.stream.Stream;

/**
 * A message that two readers may delimit differently, with a second request where the one that is deceived would begin
 * to read it.
 *
 * @param name of the trick
 * @param bytes one letter a byte
 */
record Ambiguous(String name, String bytes) {

    /** What must never arrive as a request of its own. */
    static final String SMUGGLED = "POST /smuggled HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\n"
            + "Content-Length: 25\r\n\r\n{\"command\":\"getNodeInfo\"}";

    private static final String HEAD = "POST /first HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\n";
    private static final String JSON = "{\"command\":\"getNodeInfo\"}";
    private static final String IN_CHUNKS = "19\r\n" + JSON + "\r\n0\r\n\r\n";

    /** Lengths that are read in two ways. */
    private static final List<String> LENGTHS = List.of(
            "Content-Length: 25\r\nContent-Length: 0",
            "Content-Length: 0\r\nContent-Length: 25",
            "Content-Length: 25\r\nContent-Length: 25",
            "Content-Length: 25, 25",
            "Content-Length: 25, 0",
            "Content-Length: 0,25",
            "Content-Length: +25",
            "Content-Length: -0",
            "Content-Length: 0x19",
            "Content-Length: 2 5",
            "Content-Length: 25\u000b",
            "Content-Length: 25\u0000",
            "Content-Length: \u0000025",
            "Content-Length: 25;0",
            "Content-Length: 25\r",
            "Content-Length: 1e1",
            "Content-Length:",
            "Content-Length: ",
            "Content-Length: 18446744073709551641",
            "Content-Length: 4294967321000000000000",
            "Content-Length : 25",
            "Content-Length\t: 25",
            "Content-Length\u0000: 25",
            " Content-Length: 25",
            "Content-Length: 0\r\n 25",
            "Content-Length:\r\n 25",
            "X: y\rContent-Length: 25",
            "X: y\nContent-Length: 25\n",
            "X: y\u0000Content-Length: 25",
            "\u00a0Content-Length: 25");

    /** Codings that one reader takes for chunked and another doesn't. */
    private static final List<String> ENCODINGS = List.of(
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
            "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunkedx",
            "Transfer-Encoding: x chunked",
            "Transfer-Encoding: \"chunked\"",
            "Transfer-Encoding: 'chunked'",
            "Transfer-Encoding: chunked;q=1",
            "Transfer-Encoding: chunked,",
            "Transfer-Encoding: ,chunked",
            "Transfer-Encoding: \u000bchunked",
            "Transfer-Encoding: chunked\u000b",
            "Transfer-Encoding: \u0000chunked",
            "Transfer-Encoding: chunked\u0000",
            "Transfer-Encoding: \u00a0chunked",
            "Transfer-Encoding: chunked\u00a0",
            "Transfer-Encoding: chun\u00eaed",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding\t: chunked",
            "Transfer-Encoding\u0000: chunked",
            " Transfer-Encoding: chunked",
            "Transfer-Encoding:\r\n chunked",
            "Transfer-Encoding: x\r\n\tchunked",
            "X: y\rTransfer-Encoding: chunked",
            "X: y\nTransfer-Encoding: chunked",
            "X: y\n\rTransfer-Encoding: chunked",
            "X:\rTransfer-Encoding: chunked\r\nY: z",
            "\rTransfer-Encoding: chunked",
            "\u00ffTransfer-Encoding: chunked",
            "Transfer-Encoding");

    /** Bodies whose chunks end elsewhere for a lenient reader. */
    private static final List<String> CHUNKS = List.of(
            "0\n\r\n",
            "0\r\n\n",
            "0\n\n",
            "0\r\r\n\r\n",
            "0 \r\n\r\n",
            "0x0\r\n\r\n",
            "+0\r\n\r\n",
            "-0\r\n\r\n",
            "00000000000000000\r\n\r\n",
            "10000000000000000\r\n\r\n",
            "fffffffffffffff0\r\n",
            "19\n" + JSON + "\n0\n\n",
            "19;x\n" + JSON + "\r\n0\r\n\r\n",
            "19;x=\"\n" + JSON + "\"\r\n0\r\n\r\n",
            "19;x\r" + JSON + "\r\n0\r\n\r\n",
            "19;\u0000\r\n" + JSON + "\r\n0\r\n\r\n",
            "19\r\n" + JSON + "0\r\n\r\n",
            "19\r\n" + JSON + "\n0\r\n\r\n",
            "19\r\n" + JSON + "xx0\r\n\r\n",
            "19\r\n" + JSON + "\rx0\r\n\r\n",
            "18\r\n" + JSON + "\r\n0\r\n\r\n",
            "1a\r\n" + JSON + "\r\n0\r\n\r\n",
            "19 19\r\n" + JSON + "\r\n0\r\n\r\n",
            "19\r\n" + JSON + "\r\n0\r\nX : y\r\n\r\n",
            "19\r\n" + JSON + "\r\n0\r\n x\r\n\r\n",
            "19\r\n" + JSON + "\r\n0\r\nX: y\r\n z\r\n\r\n",
            "19\r\n" + JSON + "\r\n0\r\nX: y\n\r\n",
            "19\r\n" + JSON + "\r\n0\r\nx\r\n\r\n");

    /** Messages that must be refused, whatever the balancer's rules are. */
    static Stream<Ambiguous> refused() {
        return Stream.of(
                        LENGTHS.stream().map(lines -> new Ambiguous("CL: " + lines, HEAD + lines + "\r\n\r\n" + JSON)),
                        ENCODINGS.stream()
                                .map(lines -> new Ambiguous("TE: " + lines, HEAD + lines + "\r\n\r\n" + IN_CHUNKS)),
                        ENCODINGS.stream().map(lines -> new Ambiguous("CL.TE: " + lines, lengthAnd(lines))),
                        Stream.of("Transfer-Encoding: chunked", "transfer-encoding: Chunked")
                                .flatMap(lines -> Stream.of(
                                        new Ambiguous("CL.TE: " + lines, lengthAnd(lines)),
                                        new Ambiguous(
                                                "TE.CL: " + lines,
                                                HEAD + lines + "\r\nContent-Length: 4\r\n\r\n" + inAChunk(SMUGGLED)),
                                        new Ambiguous(
                                                "TE.0: " + lines,
                                                HEAD.replace("1.1", "1.0") + lines + "\r\n\r\n" + IN_CHUNKS))))
                .flatMap(cases -> cases);
    }

    /** Answers of a node that must be refused, with a second answer behind them. */
    static Stream<Ambiguous> refusedAnswers() {
        String start = "HTTP/1.1 200 OK\r\n";
        return Stream.of(
                        LENGTHS.stream().map(lines -> new Ambiguous(lines, start + lines + "\r\n\r\n" + JSON)),
                        ENCODINGS.stream().map(lines -> new Ambiguous(lines, start + lines + "\r\n\r\n" + IN_CHUNKS)),
                        Stream.of(new Ambiguous(
                                "both", start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")))
                .flatMap(cases -> cases)
                .map(answer ->
                        new Ambiguous(answer.name(), answer.bytes() + start + "Content-Length: 8\r\n\r\nsmuggled"));
    }

    /** Chunked bodies that must be refused. */
    static Stream<Ambiguous> refusedChunks() {
        return CHUNKS.stream()
                .map(chunks ->
                        new Ambiguous("chunks: " + chunks, HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunks));
    }

    /** Ends for a reader of lengths behind the second request, for a reader of chunks before it. */
    private static String lengthAnd(String lines) {
        return HEAD + "Content-Length: " + (5 + SMUGGLED.length()) + "\r\n" + lines + "\r\n\r\n0\r\n\r\n";
    }

    private static String inAChunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n0\r\n\r\n";
    }

    @Override
    public String toString() {
        return name.replace("\r", "\\r").replace("\n", "\\n").replace("\u0000", "\\0");
    }
}
