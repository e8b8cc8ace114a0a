package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.http.Heads.DATE;
import static org.irilb.core.http.Heads.written;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAnswerTest {

    private static final byte[] DATE_LINE = DATE.getBytes(StandardCharsets.US_ASCII);

    @Test
    void isJsonThatAWebPageMayRead() {
        assertThat(write(OwnAnswer.of(400, "Invalid API Version"), false))
                .isEqualTo("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"
                        + "Access-Control-Allow-Origin: *\r\nCache-Control: no-store\r\n" + DATE
                        + "Content-Length: 44\r\n\r\n{\"error\":\"Invalid API Version\",\"duration\":0}");
    }

    @Test
    void escapesWhatIsNotForJson() {
        assertThat(write(OwnAnswer.of(401, "a\"b\\c\n\u0000\u007f\u00e4\u2028\ud83d\ude00"), false))
                .endsWith(
                        "{\"error\":\"a\\\"b\\\\c\\u000a\\u0000\\u007f\\u00e4\\u2028\\ud83d\\ude00\",\"duration\":0}");
    }

    @Test
    void toHeadItHasTheSameHeadAndNoBody() {
        OwnAnswer answer = OwnAnswer.of(400, "x");
        String full = write(answer, false);
        assertThat(write(answer, true)).isEqualTo(full.substring(0, full.indexOf("{")));
    }

    @Test
    void saysWhenToTryAgainAndWhichMethodsAreAllowed() {
        assertThat(write(new OwnAnswer(503, "x", 5), false))
                .contains("\r\nRetry-After: 5\r\n")
                .contains("\r\nAccess-Control-Expose-Headers: Retry-After\r\n");
        assertThat(write(OwnAnswer.of(Outcome.METHOD_REFUSED), false)).contains("\r\nAllow: GET, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"})
    void isHeldToTheRoomThatItAsksFor(String message) {
        for (int status : new int[] {200, 405, 431, 503, 505}) {
            OwnAnswer answer = new OwnAnswer(status, message, Integer.MAX_VALUE);
            assertThat(written(out -> answer.write(true, 0, false, DATE_LINE, out))
                            .length())
                    .isLessThanOrEqualTo(answer.size());
        }
    }

    private static String write(OwnAnswer answer, boolean toHead) {
        return written(out -> answer.write(false, 1, toHead, DATE_LINE, out));
    }
}
