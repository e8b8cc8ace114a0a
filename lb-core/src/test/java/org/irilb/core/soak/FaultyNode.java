package org.irilb.core.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Wire;

/** Does to each request what the request says in the field {@code X-Soak: id fault}. Stateless. */
final class FaultyNode {

    private static final Duration A_MOMENT = Duration.ofMillis(2);

    private FaultyNode() {}

    static Origin at(int port) {
        return Origin.at(port, (wire, node) -> {
            while (true) {
                wire.forget();
                Wire.Message head = wire.readHead();
                String[] soak = head.field("X-Soak").orElseThrow().split(" ");
                if (head.field("Expect").isPresent()) {
                    wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                }
                NodeFault fault = NodeFault.valueOf(soak[1]);
                if (fault != NodeFault.BEFORE_THE_BODY) {
                    wire.readBody(head);
                }
                answer(wire, body(soak[0], fault), fault);
                if (fault == NodeFault.BEFORE_THE_BODY) {
                    wire.readBody(head);
                }
            }
        });
    }

    /** The answer to a request; nobody else's is the same. */
    static String body(String id, NodeFault fault) {
        return "{\"soak\":\"" + id + "\",\"filler\":\"" + "y".repeat(fault.size()) + "\"}";
    }

    private static void answer(Wire wire, String body, NodeFault fault) {
        switch (fault) {
            case NONE, LARGE, BEFORE_THE_BODY -> wire.send(Origin.ok(body));
            case CHUNKED ->
                wire.send(chunkedHead() + chunk(body.substring(0, 20)) + chunk(body.substring(20)) + "0\r\n\r\n");
            case WITHOUT_LENGTH -> {
                wire.send("HTTP/1.1 200 OK\r\nX-Node: 1\r\n\r\n" + body);
                wire.hangUp();
            }
            case SLOWLY -> sendSlowly(wire, Origin.ok(body));
            case AFTER_INTERIM_ANSWERS ->
                wire.send("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                        + Origin.ok(body));
            case TWICE -> wire.send(Origin.ok(body) + Origin.ok("nobody's"));
            case AND_THEN_CLOSE -> {
                wire.send(Origin.ok(body));
                wire.hangUp();
            }
            case CLOSE -> wire.hangUp();
            case RESET -> wire.reset();
            case CLOSE_IN_HEAD -> breakOff(wire, "HTTP/1.1 200 OK\r\nContent-Le");
            case GARBAGE -> wire.send("garbage\r\n\r\n");
            case CLOSE_IN_BODY -> breakOff(wire, half(Origin.ok(body)));
            case CLOSE_IN_CHUNK -> breakOff(wire, chunkedHead() + half(chunk(body)));
            case BAD_CHUNK -> wire.send(chunkedHead() + chunk(body) + "-1\r\n");
            case RESET_IN_BODY -> {
                wire.send(half(Origin.ok(body)));
                wire.reset();
            }
            case SILENCE -> wire.readToEnd();
            case SILENCE_IN_BODY -> {
                wire.send(half(Origin.ok(body)));
                wire.readToEnd();
            }
        }
    }

    private static String chunkedHead() {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    /** All of the head and some of the body. */
    private static String half(String answer) {
        return answer.substring(0, answer.length() - 20);
    }

    private static void breakOff(Wire wire, String sent) {
        wire.send(sent);
        wire.hangUp();
    }

    private static void sendSlowly(Wire wire, String answer) {
        for (int at = 0; at < answer.length(); at += 40) {
            wire.send(answer.substring(at, Math.min(answer.length(), at + 40)));
            LockSupport.parkNanos(A_MOMENT.toNanos());
        }
    }
}
