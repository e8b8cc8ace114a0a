package org.irilb.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Has ours logged from INFO on until it is closed, whatever tests before have set. */
final class InfoLogged implements AutoCloseable {

    private final Logger ours = (Logger) LoggerFactory.getLogger("org.irilb");
    private final Level before = ours.getLevel();

    InfoLogged() {
        ours.setLevel(Level.INFO);
    }

    @Override
    public void close() {
        ours.setLevel(before);
    }
}
