package org.irilb.core.kit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What is logged as a warning or worse while this is open: what went wrong without anybody else hearing of it. */
public final class Warnings extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();

    public Warnings() {
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            IThrowableProxy cause = event.getThrowableProxy();
            logged.add(event.getLoggerName() + ": " + event.getFormattedMessage()
                    + (cause == null ? "" : " (" + cause.getClassName() + ": " + cause.getMessage() + ")"));
        }
    }

    public List<String> logged() {
        return List.copyOf(logged);
    }

    /** Those that have {@code part} in them; tests that run beside this one may be warned of other things. */
    public List<String> about(String part) {
        return logged.stream().filter(warning -> warning.contains(part)).toList();
    }

    @Override
    public void close() {
        root.detachAppender(this);
    }
}
