package org.irilb.server;

import java.nio.file.Path;
import java.time.Duration;
import org.irilb.core.LoadBalancer;
import org.irilb.server.config.AddressFile;
import org.irilb.server.config.WatchedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a balancer of the sources in a file, whenever they are others. Stateless. */
final class WhitelistFile {

    private static final Logger LOG = LoggerFactory.getLogger(WhitelistFile.class);

    private WhitelistFile() {}

    static WatchedFile watch(Path file, LoadBalancer balancer) {
        return watch(file, WatchedFile.PACE, balancer);
    }

    static WatchedFile watch(Path file, Duration pace, LoadBalancer balancer) {
        return WatchedFile.start(file, pace, text -> tell(AddressFile.parse(file, text), file, balancer));
    }

    private static void tell(AddressFile addresses, Path file, LoadBalancer balancer) {
        addresses.problems().forEach(problem -> LOG.warn("{}; the line is skipped", problem));
        LOG.info("{}: {} whitelisted", file, addresses.blocks().size());
        balancer.updateWhitelist(addresses.blocks());
    }
}
