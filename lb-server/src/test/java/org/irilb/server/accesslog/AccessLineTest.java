package org.irilb.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Random;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLineTest {

    private static final AccessLine HAPROXY = new HaproxyLine(ZoneId.of("UTC"));
    private static final AccessLine JSON = new JsonLine();

    private static String line(AccessLine format, AccessRecord record) {
        StringBuilder out = new StringBuilder();
        format.append(record, out);
        return out.toString();
    }

    @Test
    void aRequestLooksAsHaproxyLogsIt() {
        assertThat(line(HAPROXY, Records.answered("POST /a\"b HTTP/1.1", "curl/8 {x}", "{\"command\":\"a\"}")))
                .isEqualTo("192.0.2.7:33317 [24/Nov/2026:15:04:49.120] iri_front iri_back/10.0.0.1:14265 1/2/3/4/10"
                        + " 200 1023 - - ---- 5/4/3/2/+1 0/6 {curl/8 #7Bx#7D|} {} \"POST /a#22b HTTP/1.1\""
                        + " body:{\"command\":\"a\"}");
    }

    @Test
    void whatCouldNotBeUnderstoodLooksAsHaproxyLogsIt() {
        assertThat(line(HAPROXY, Records.malformed()))
                .isEqualTo("2001:db8::1:1 [01/Jan/1970:00:00:00.000] iri_front iri_front/<NOSRV> -1/-1/-1/-1/7"
                        + " 400 99 - - PR-- 1/1/0/0/0 0/0 {|} {} \"<BADREQ>\" body:");
    }

    @Test
    void jsonTellsTheSame() {
        assertThat(line(JSON, Records.answered("POST /a\"b HTTP/1.1", "curl/8", "{\"command\":\"\u00e4\"}")))
                .isEqualTo("{\"time\":\"2026-11-24T15:04:49.120Z\",\"client\":\"192.0.2.7\",\"client_port\":33317,"
                        + "\"listener\":\"iri_front\",\"pool\":\"iri_back\",\"server\":\"10.0.0.1:14265\","
                        + "\"status\":200,\"bytes\":1023,\"request_ms\":1,\"queue_ms\":2,\"connect_ms\":3,"
                        + "\"response_ms\":4,\"total_ms\":10,\"ending\":\"normal\",\"phase\":\"end\","
                        + "\"connections\":5,\"listener_connections\":4,\"pool_requests\":3,\"server_requests\":2,"
                        + "\"retries\":1,\"redispatched\":true,\"queue_position\":6,"
                        + "\"request\":\"POST /a\\\"b HTTP/1.1\",\"user_agent\":\"curl/8\","
                        + "\"body\":\"{\\\"command\\\":\\\"\\u00E4\\\"}\",\"body_bytes\":21}");
    }

    @Test
    void whatCouldNotBeUnderstoodHasNullsInJson() {
        assertThat(line(JSON, Records.malformed()))
                .isEqualTo("{\"time\":\"1970-01-01T00:00:00.000Z\",\"client\":\"2001:db8::1\",\"client_port\":1,"
                        + "\"listener\":\"iri_front\",\"pool\":\"iri_front\",\"server\":null,"
                        + "\"status\":400,\"bytes\":99,\"request_ms\":null,\"queue_ms\":null,\"connect_ms\":null,"
                        + "\"response_ms\":null,\"total_ms\":7,\"ending\":\"refused\",\"phase\":\"request\","
                        + "\"connections\":1,\"listener_connections\":1,\"pool_requests\":0,\"server_requests\":0,"
                        + "\"retries\":0,\"redispatched\":false,\"queue_position\":0}");
    }

    @Test
    void whatTookNoTimeIsToldApartFromWhatWasNotReached() {
        assertThat(line(JSON, Records.of(-1, Ending.CLIENT_LEFT, 0, 0)))
                .contains("\"status\":null,")
                .contains("\"request_ms\":0,\"queue_ms\":0,\"connect_ms\":0,\"response_ms\":0,\"total_ms\":0,");
    }

    /** Every byte and many mixtures, wherever a client can put them. */
    @Test
    void nothingThatAClientSendsBeginsALineOrEndsAField() throws IOException {
        Random random = new Random(20261124);
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < 2_000; i++) {
            byte[] body = new byte[1 + random.nextInt(40)];
            random.nextBytes(body);
            body[0] = (byte) i;
            String text = new String(body, StandardCharsets.ISO_8859_1);
            AccessRecord record = Records.answered(new RequestText(text, text, body, body.length));

            assertThat(line(HAPROXY, record))
                    .matches("192[^{]+ 0/6 \\{[ -~&&[^{}|\"]]*\\|} \\{} \"[ -~&&[^\"]]*\" body:[ -~]*");
            JsonNode told = mapper.readTree(line(JSON, record));
            assertThat(line(JSON, record)).matches("[ -\\x7f]+");
            assertThat(told.get("request").textValue()).isEqualTo(text);
            assertThat(told.get("user_agent").textValue()).isEqualTo(text);
        }
    }

    @Test
    void whatCanNotBePrintedIsWrittenInHexadecimalDigits() {
        AccessRecord record = Records.answered("a\u0000\u007f\u00ffb", "\n\t", "x\r\n<0>\u00e4 #");

        assertThat(line(HAPROXY, record)).endsWith("{#0A#09|} {} \"a#00#7F#FFb\" body:x#0D#0A<0>#C3#A4 #23");
    }

    @Test
    void datesFollowTheirZoneAcrossASecondAndBack() {
        Stamp stamp = new Stamp("dd/MMM/yyyy:HH:mm:ss", ZoneId.of("Europe/Berlin"));

        assertThat(stamp.of(999)).isEqualTo("01/Jan/1970:01:00:00.999");
        assertThat(stamp.of(1_000)).isEqualTo("01/Jan/1970:01:00:01.000");
        assertThat(stamp.of(7)).isEqualTo("01/Jan/1970:01:00:00.007");
        assertThat(stamp.of(-1)).isEqualTo("01/Jan/1970:00:59:59.999");
        assertThat(stamp.of(1_790_000_000_010L)).isEqualTo("21/Sep/2026:16:13:20.010");
    }

    @ParameterizedTest
    @CsvSource({
        "200,NORMAL,0,<6>",
        "404,NORMAL,0,<6>",
        "401,REFUSED,0,<3>",
        "200,NORMAL,1,<3>",
        "503,NORMAL,0,<3>",
        "-1,CLIENT_LEFT,0,<3>",
        "200,LOCAL,0,<6>"
    })
    void theJournalIsToldWhatWentWrong(int status, Ending ending, int retries, String level) {
        AccessLine line = new JournalLine((record, out) -> out.append(record.status()));

        assertThat(line(line, Records.of(status, ending, retries, 0))).isEqualTo(level + status);
    }
}
