package org.irilb.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Load;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.junit.jupiter.api.Test;

class AccessLineTest {

    private static final AccessLine HAPROXY = new HaproxyLine(ZoneId.of("UTC"));
    private static final AccessLine JSON = new JsonLine();

    private static AccessRecord answered(String userAgent, String body) {
        RequestText request = new RequestText(
                "POST /a\"b HTTP/1.1", userAgent, body.getBytes(StandardCharsets.UTF_8), body.length() + 5);
        return new AccessRecord(
                Instant.parse("2026-11-24T15:04:49.120Z").toEpochMilli(),
                new InetSocketAddress("192.0.2.7", 33_317),
                "iri_front",
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

    private static AccessRecord malformed() {
        return new AccessRecord(
                0,
                new InetSocketAddress("::1", 1),
                "iri_front",
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

    private static String line(AccessLine format, AccessRecord record) {
        StringBuilder out = new StringBuilder();
        format.append(record, out);
        return out.toString();
    }

    @Test
    void aRequestLooksAsHaproxyLogsIt() {
        assertThat(line(HAPROXY, answered("curl/8 {x}", "{\"command\":\"a\"}")))
                .isEqualTo("192.0.2.7:33317 [24/Nov/2026:15:04:49.120] iri_front iri_back/10.0.0.1:14265 1/2/3/4/10"
                        + " 200 1023 - - ---- 5/4/3/2/+1 0/6 {curl/8 #7Bx#7D} \"POST /a#22b HTTP/1.1\""
                        + " body:{\"command\":\"a\"}");
    }

    @Test
    void whatCouldNotBeUnderstoodLooksAsHaproxyLogsIt() {
        assertThat(line(HAPROXY, malformed()))
                .isEqualTo("0:0:0:0:0:0:0:1:1 [01/Jan/1970:00:00:00.000] iri_front iri_front/<NOSRV> -1/-1/-1/-1/7"
                        + " 400 99 - - PR-- 1/1/0/0/0 0/0 {} \"<BADREQ>\"");
    }

    @Test
    void noBodyBeginsALineOfItsOwn() {
        AccessRecord forged = answered("a\nb", "x\r\n<0>forged \u00e4 #");

        assertThat(line(HAPROXY, forged)).contains("{a#0Ab}").endsWith("body:x#0D#0A<0>forged #C3#A4 #23");
        assertThat(line(JSON, forged)).doesNotContain("\n", "\r").isPrintable();
    }

    @Test
    void jsonTellsTheSame() throws JsonParseException, Exception {
        JsonNode told = new ObjectMapper().readTree(line(JSON, answered("curl/8", "{\"command\":\"\u00e4\"}")));

        assertThat(told.toString())
                .isEqualTo("{\"time\":\"2026-11-24T15:04:49.120Z\",\"client\":\"192.0.2.7\",\"client_port\":33317,"
                        + "\"listener\":\"iri_front\",\"pool\":\"iri_back\",\"server\":\"10.0.0.1:14265\","
                        + "\"status\":200,\"bytes\":1023,\"request_ms\":1,\"queue_ms\":2,\"connect_ms\":3,"
                        + "\"response_ms\":4,\"total_ms\":10,\"ending\":\"normal\",\"phase\":\"end\","
                        + "\"connections\":5,\"listener_connections\":4,\"pool_requests\":3,\"server_requests\":2,"
                        + "\"retries\":1,\"redispatched\":true,\"queue_position\":6,"
                        + "\"request\":\"POST /a\\\"b HTTP/1.1\",\"user_agent\":\"curl/8\","
                        + "\"body\":\"{\\\"command\\\":\\\"\u00e4\\\"}\",\"body_bytes\":20}");
        assertThat(new ObjectMapper().readTree(line(JSON, malformed())).has("request"))
                .isFalse();
    }
}
