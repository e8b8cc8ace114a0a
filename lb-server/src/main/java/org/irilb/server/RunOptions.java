package org.irilb.server;

import org.irilb.server.cli.ConfigOption;
import org.irilb.server.config.Advice;
import org.irilb.server.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;

/** The options of {@link Run}, which also stand without its name. */
final class RunOptions {

    private static final Logger LOG = LoggerFactory.getLogger(RunOptions.class);

    @Mixin
    private ConfigOption config;

    @Mixin
    private VerboseOption verbose;

    /** Returns when the process was asked to end, and everything has been closed. */
    int run() {
        verbose.apply();
        StopSignal stop = StopSignal.install();
        Settings settings = config.read().settings();
        Advice.of(settings).forEach(LOG::warn);
        try (Server server = Server.start(settings)) {
            Hangup.does(server::reopenLogs);
            server.announce();
            stop.await();
            server.drain(settings.drain());
        } catch (InterruptedException e) {
            LOG.info("asked again: what still ran was ended");
        }
        LOG.info("stopped");
        return 0;
    }
}
