package org.irilb.server;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up in code: reading Logback's XML would cost time at each start. Found by Logback as a service. Ours is
 * logged from INFO on, or what {@code IRI_LB_LOG} names; of libraries only what is wrong. Whoever logs never waits for
 * standard output: an event loop mustn't stop because nobody reads there.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String OURS = "org.irilb";
    /** Tells of each connection that breaks off, as an error; whoever uses the connection says it better. */
    private static final String VERTX_CONNECTIONS = "io.vertx.core.net.impl";

    /** Lines that may wait; more are lost. */
    private static final int QUEUE = 1024;

    private static volatile @Nullable AsyncAppender waiting;

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
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUE);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.addAppender(console);
        queue.start();
        waiting = queue;
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(queue);
        root.setLevel(Level.WARN);
        context.getLogger(OURS).setLevel(level());
        context.getLogger(VERTX_CONNECTIONS).setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Writes what is still to be written, unless that takes longer than a second. Nothing is logged after it. */
    static void end() {
        AsyncAppender queue = waiting;
        if (queue != null) {
            queue.stop();
        }
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
