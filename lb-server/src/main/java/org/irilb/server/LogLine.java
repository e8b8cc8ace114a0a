package org.irilb.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;

/**
 * An event as a line: time, level, message. The journal knows the time, and takes the level as a number in front (man
 * sd-daemon). What others have written into a message can't begin a line of its own.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {

    private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd HH:mm:ss.SSS");
    private final boolean journal;

    LogLine(boolean journal) {
        this.journal = journal;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String prefix = journal ? "<" + severity(event.getLevel()) + ">" : "";
        StringBuilder text = new StringBuilder(160).append(prefix);
        if (!journal) {
            text.append(time.format(event.getTimeStamp())).append(' ');
            text.append(String.format("%-5s", event.getLevel())).append(' ');
        }
        appendPrintable(text, event.getFormattedMessage()).append('\n');
        if (event.getThrowableProxy() != null) {
            ThrowableProxyUtil.asString(event.getThrowableProxy())
                    .lines()
                    .forEach(line -> appendPrintable(text.append(prefix), line).append('\n'));
        }
        return text.toString();
    }

    private static StringBuilder appendPrintable(StringBuilder text, String message) {
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            text.append(c == '\t' || !Character.isISOControl(c) ? c : '?');
        }
        return text;
    }

    private static int severity(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> 3;
            case Level.WARN_INT -> 4;
            case Level.INFO_INT -> 6;
            default -> 7;
        };
    }
}
