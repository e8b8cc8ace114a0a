package org.irilb.core.kit;

import static org.irilb.core.kit.Http2Wire.ACK;
import static org.irilb.core.kit.Http2Wire.CANCEL;
import static org.irilb.core.kit.Http2Wire.CONTINUATION;
import static org.irilb.core.kit.Http2Wire.DATA;
import static org.irilb.core.kit.Http2Wire.END_HEADERS;
import static org.irilb.core.kit.Http2Wire.END_STREAM;
import static org.irilb.core.kit.Http2Wire.ENHANCE_YOUR_CALM;
import static org.irilb.core.kit.Http2Wire.HEADERS;
import static org.irilb.core.kit.Http2Wire.PADDED;
import static org.irilb.core.kit.Http2Wire.PING;
import static org.irilb.core.kit.Http2Wire.PRIORITY;
import static org.irilb.core.kit.Http2Wire.PROTOCOL_ERROR;
import static org.irilb.core.kit.Http2Wire.RST_STREAM;
import static org.irilb.core.kit.Http2Wire.SETTINGS;
import static org.irilb.core.kit.Http2Wire.WINDOW_UPDATE;
import static org.irilb.core.kit.Http2Wire.bytes;
import static org.irilb.core.kit.Http2Wire.fields;
import static org.irilb.core.kit.Http2Wire.number;
import static org.irilb.core.kit.Http2Wire.request;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Frames that have a server do much for little, and that a client repeats for as long as it may. Immutable.
 *
 * @param error that the balancer ends the connection with
 * @param beginning frames that come once
 * @param frames of one repetition
 * @param repeated these frames, by the number of the repetition, from 0 on
 */
public record Http2Flood(String name, int error, byte[] beginning, int frames, IntFunction<byte[]> repeated) {

    private static final byte[] NOTHING = {};
    private static final byte[] GET = fields(request(":method", "GET"));
    private static final byte[] POST = fields(request(":method", "POST"));

    private static Http2Flood of(String name, int frames, IntFunction<byte[]> repeated) {
        return new Http2Flood(name, ENHANCE_YOUR_CALM, NOTHING, frames, repeated);
    }

    private static Http2Flood of(String name, byte[] beginning, byte[] frame) {
        return new Http2Flood(name, ENHANCE_YOUR_CALM, beginning, 1, i -> frame);
    }

    /** All that are known. */
    public static List<Http2Flood> all() {
        byte[] begun = bytes(HEADERS, END_HEADERS, 1, POST);
        byte[] unfinished = bytes(HEADERS, END_STREAM, 1, GET);
        byte[] endless = bytes(CONTINUATION, 0, 1, fields("x", "y".repeat(4000)));
        return List.of(
                of("pings", NOTHING, bytes(PING, 0, 0, new byte[8])),
                of("answers to pings", NOTHING, bytes(PING, ACK, 0, new byte[8])),
                of("settings", NOTHING, bytes(SETTINGS, 0, 0, NOTHING)),
                of("full settings", 1, i -> bytes(SETTINGS, 0, 0, table(i))),
                of("priorities", 1, i -> bytes(PRIORITY, 0, odd(i), new byte[] {0, 0, 0, 0, 16})),
                of("windows opened by one byte", NOTHING, bytes(WINDOW_UPDATE, 0, 0, number(1))),
                of("unknown frames", NOTHING, bytes(0xfa, 0, 0, NOTHING)),
                of(
                        "requests that are reset at once (CVE-2023-44487)",
                        2,
                        i -> join(bytes(HEADERS, END_HEADERS | END_STREAM, odd(i), GET), reset(i))),
                of(
                        "requests without a body that are reset at once",
                        2,
                        i -> join(bytes(HEADERS, END_HEADERS, odd(i), POST), reset(i))),
                of(
                        "requests that have us reset them (CVE-2025-8671)",
                        2,
                        i -> join(
                                bytes(HEADERS, END_HEADERS, odd(i), POST), bytes(WINDOW_UPDATE, 0, odd(i), number(0)))),
                of(
                        "requests that overflow their window (CVE-2025-8671)",
                        2,
                        i -> join(
                                bytes(HEADERS, END_HEADERS | END_STREAM, odd(i), GET),
                                bytes(WINDOW_UPDATE, 0, odd(i), number(Integer.MAX_VALUE)))),
                of(
                        "malformed requests",
                        1,
                        i -> bytes(HEADERS, END_HEADERS | END_STREAM, odd(i), fields(":method", "GET"))),
                of("empty data", begun, bytes(DATA, 0, 1, NOTHING)),
                of("data of one byte", begun, bytes(DATA, 0, 1, new byte[1])),
                of("padding without data", begun, bytes(DATA, PADDED, 1, new byte[] {3, 0, 0, 0})),
                of(
                        "data behind a reset",
                        bytes(HEADERS, END_HEADERS, 1, fields(":method", "POST")),
                        bytes(DATA, 0, 1, new byte[100])),
                of("empty continuations (CVE-2024-27316)", unfinished, bytes(CONTINUATION, 0, 1, NOTHING)),
                new Http2Flood("continuations without an end", PROTOCOL_ERROR, unfinished, 1, i -> endless));
    }

    private static int odd(int index) {
        return 2 * index + 1;
    }

    private static byte[] reset(int index) {
        return bytes(RST_STREAM, 0, odd(index), number(CANCEL));
    }

    private static byte[] table(int size) {
        return ByteBuffer.allocate(6).putShort((short) 1).putInt(size).array();
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    /** Sends it so many times, or until the balancer has ended the connection. */
    public void send(Http2Wire attacker, int times) {
        try {
            attacker.put(beginning);
            for (int i = 0; i < times; i++) {
                attacker.put(repeated.apply(i));
            }
            attacker.flush();
        } catch (UncheckedIOException e) {
            // it was ended in the middle of it, as it should
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
