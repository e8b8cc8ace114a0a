package org.irilb.core.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What was sent to slip past the predecessor's pattern over the raw body, or was refused by it though it was right. */
final class Bypasses {

    private static final String LONG = "\"k\":\"" + "x".repeat(17_000) + "\",";

    private Bypasses() {}

    static List<byte[]> all() {
        return Stream.of(
                        // escapes, which the pattern didn't read
                        "{\"command\":\"\\u0061ddNeighbors\"}",
                        "{\"command\":\"get\\u004eeighbors\"}",
                        "{\"command\":\"\\u0061ttachToTangle\"}",
                        "{\"c\\u006fmmand\":\"removeNeighbors\"}",
                        // a command beyond the first buffer, which is all that was looked at
                        "{" + LONG + "\"command\":\"addNeighbors\"}",
                        "{" + LONG + "\"command\":\"attachToTangle\"}",
                        "{\"command\":\"getNodeInfo\"," + LONG + "\"command\":\"getNeighbors\"}",
                        "{\"command\":\"getNodeInfo\"," + LONG + "\"COMMAND\":\"attachToTangle\"}",
                        "{" + LONG + "\"command\":\"getNodeInfo\"}",
                        "{\"trytes\":[" + ("\"" + "9".repeat(2673) + "\",").repeat(7) + "\"A\"],"
                                + "\"command\":\"broadcastTransactions\"}",
                        // the words of proof of work where they mean nothing
                        "{\"command\":\"getNodeInfo\",\"x\":\"attachToTangle\"}",
                        "{\"x\":\"\\\"command\\\":\\\"attachToTangle\\\"\",\"command\":\"getNodeInfo\"}",
                        "{\"x\":{\"command\":\"attachToTangle\"},\"command\":\"getNodeInfo\"}",
                        // what one node takes and another doesn't
                        "{'command':'addNeighbors'}",
                        "{command:attachToTangle}",
                        "{\"command\"=\"addNeighbors\";}",
                        "/* c */ {\"command\":\"addNeighbors\" // x\n}",
                        "\ufeff{\"command\":\"addNeighbors\"}",
                        "{\"command\":\"getNodeInfo\",\"command\":\"addNeighbors\"}",
                        "{\"command\":\"getNodeInfo\",\"Command\":\"addNeighbors\"}",
                        "{\"command\":\"ADDNEIGHBORS\"}",
                        "{\"command\":\"getNe\u0130ghbors\"}",
                        "{\"command\":\"getNeighbors\"} {\"command\":\"getNodeInfo\"}")
                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
