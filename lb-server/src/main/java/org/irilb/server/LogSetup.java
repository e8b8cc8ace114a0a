package org.irilb.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up in code: reading Logback's XML would cost time at each start. Found by Logback as a service. Ours is
 * logged from INFO on, or what {@code IRI_LB_LOG} names; of libraries only what is wrong.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String OURS = "org.irilb";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogLine line = new LogLine(Journal.isOutput());
        line.setContext(context);
        line.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(line);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(Level.WARN);
        context.getLogger(OURS).setLevel(level());
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Level level() {
        return Level.toLevel(System.getenv("IRI_LB_LOG"), Level.INFO);
    }

    /** From now on details are logged, too, unless the environment says otherwise. */
    static void details() {
        change(Level.DEBUG);
    }

    /** From now on only what is wrong is logged, unless the environment says otherwise. */
    static void warnings() {
        change(Level.WARN);
    }

    private static void change(Level level) {
        if (System.getenv("IRI_LB_LOG") == null && LoggerFactory.getLogger(OURS) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
