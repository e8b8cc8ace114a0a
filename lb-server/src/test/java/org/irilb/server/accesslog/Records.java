package org.irilb.server.accesslog;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Load;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.AccessRecord.RequestText;

/** What loops say. */
final class Records {

    private static final long BEGAN = Instant.parse("2026-11-24T15:04:49.120Z").toEpochMilli();

    private Records() {}

    /** A request with a number of its own in every field that has one. */
    static AccessRecord answered(RequestText request) {
        return new AccessRecord(
                BEGAN,
                new InetSocketAddress("192.0.2.7", 33_317),
                "iri_front",
                Optional.empty(),
                "iri_back",
                "10.0.0.1:14265",
                Optional.of(request),
                1,
                2,
                3,
                4,
                10,
                200,
                1023,
                Ending.NORMAL,
                Phase.END,
                new Load(5, 4, 3, 2),
                1,
                true,
                6);
    }

    static AccessRecord answered(String line, String userAgent, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return answered(new RequestText(line, userAgent, bytes, bytes.length + 5));
    }

    /** One that couldn't be understood. */
    static AccessRecord malformed() {
        return new AccessRecord(
                0,
                new InetSocketAddress("2001:db8::1", 1),
                "iri_front",
                Optional.empty(),
                "iri_front",
                "",
                Optional.empty(),
                -1,
                -1,
                -1,
                -1,
                7,
                400,
                99,
                Ending.REFUSED,
                Phase.REQUEST,
                new Load(1, 1, 0, 0),
                0,
                false,
                0);
    }

    /** One that went as it should. */
    static AccessRecord plain(int status) {
        return of(status, Ending.NORMAL, 0, 0);
    }

    static AccessRecord withBody(int bytes) {
        return of(200, Ending.NORMAL, 0, bytes);
    }

    static AccessRecord of(int status, Ending ending, int retries, int bodyBytes) {
        return new AccessRecord(
                BEGAN,
                new InetSocketAddress("192.0.2.7", 1),
                "front",
                Optional.empty(),
                "back",
                "",
                Optional.of(new RequestText("", "", new byte[bodyBytes], bodyBytes)),
                0,
                0,
                0,
                0,
                0,
                status,
                0,
                ending,
                Phase.END,
                new Load(0, 0, 0, 0),
                retries,
                false,
                0);
    }
}
