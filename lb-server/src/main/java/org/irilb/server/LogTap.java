package org.irilb.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import org.irilb.server.admin.process.RecentLog;
import org.slf4j.LoggerFactory;

/** Keeps what is logged, from INFO on, for those who ask the admin socket. Any thread. */
final class LogTap extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final RecentLog kept = new RecentLog();
    private final Logger root;

    private LogTap(Logger root) {
        this.root = root;
    }

    static LogTap open() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LogTap tap = new LogTap(root);
        tap.setContext(root.getLoggerContext());
        tap.start();
        root.addAppender(tap);
        return tap;
    }

    RecentLog kept() {
        return kept;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            kept.add(Instant.ofEpochMilli(event.getTimeStamp()), event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
