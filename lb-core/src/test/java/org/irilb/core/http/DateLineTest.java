package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DateLineTest {

    private final DateLine date = new DateLine();

    @Test
    void isInTheFormThatHttpWants() {
        assertThat(at(784_111_777_000L)).isEqualTo("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    }

    @Test
    void namesEveryDayAndMonthAsTheEnglishDo() {
        DateTimeFormatter english = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);
        LocalDateTime moment = LocalDateTime.of(2027, 12, 31, 23, 59, 59);
        for (int month = 0; month < 12; month++, moment = moment.plusMonths(1).plusDays(1)) {
            assertThat(at(moment.toInstant(ZoneOffset.UTC).toEpochMilli()))
                    .isEqualTo("Date: " + english.format(moment) + "\r\n");
        }
    }

    @Test
    void isMadeOnceASecond() {
        byte[] first = date.at(784_111_777_000L);
        assertThat(date.at(784_111_777_999L)).isSameAs(first);
        assertThat(at(784_111_778_000L)).isEqualTo("Date: Sun, 06 Nov 1994 08:49:38 GMT\r\n");
        assertThat(at(784_111_776_999L)).isEqualTo("Date: Sun, 06 Nov 1994 08:49:36 GMT\r\n");
    }

    private String at(long millis) {
        return new String(date.at(millis), StandardCharsets.US_ASCII);
    }
}
