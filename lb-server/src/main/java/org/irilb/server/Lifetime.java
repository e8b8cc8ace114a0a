package org.irilb.server;

import org.irilb.server.cli.ConfigOption;
import org.irilb.server.config.Advice;
import org.irilb.server.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The balancer from its start until the process is asked to end. Main thread only. */
final class Lifetime {

    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

    private Lifetime() {}

    /**
     * Returns when the process was asked to end, and everything has been closed.
     *
     * @throws org.irilb.server.cli.Failure if the configuration is wrong, or something can't be started
     */
    static int run(ConfigOption config) {
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
