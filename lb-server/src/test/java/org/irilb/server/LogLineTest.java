package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {

    private final Logger logger = new LoggerContext().getLogger("test");

    private LoggingEvent event(Level level, Throwable cause, String message, Object... arguments) {
        return new LoggingEvent(LogLineTest.class.getName(), logger, level, message, cause, arguments);
    }

    @Test
    void aLineTellsTimeLevelAndMessage() {
        assertThat(new LogLine(false).doLayout(event(Level.WARN, null, "{} is gone", "10.0.0.1")))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  10\\.0\\.0\\.1 is gone\n");
    }

    @ParameterizedTest
    @CsvSource({"ERROR, <3>", "WARN, <4>", "INFO, <6>", "DEBUG, <7>", "TRACE, <7>"})
    void theJournalGetsTheLevelAsANumber(String level, String prefix) {
        assertThat(new LogLine(true).doLayout(event(Level.toLevel(level), null, "up")))
                .isEqualTo(prefix + "up\n");
    }

    @Test
    void nobodyCanForgeALine() {
        assertThat(new LogLine(true).doLayout(event(Level.INFO, null, "{}", "a\r\n<0>forged\u001b[31m")))
                .isEqualTo("<6>a??<0>forged?[31m\n");
    }

    @Test
    void eachLineOfATraceHasItsLevel() {
        String text = new LogLine(true).doLayout(event(Level.ERROR, new IllegalStateException("x\ny"), "failed"));

        assertThat(text).startsWith("<3>failed\n<3>java.lang.IllegalStateException: x\n<3>y\n<3>");
        assertThat(text.lines()).hasSizeGreaterThan(4).allMatch(line -> line.startsWith("<3>"));
    }
}
