package org.irilb.server;

import java.nio.file.Path;
import java.util.Optional;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.server.config.UserFile;
import org.irilb.server.config.WatchedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files beside the configuration that rules take their lists from, and that may change at any time. Stateless. */
final class RuleFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RuleFiles.class);

    private RuleFiles() {}

    /** Has the balancer follow each of them until the parts are closed. */
    static void watch(BalancerConfig config, LoadBalancer balancer, Parts parts) {
        config.rules().whitelist().file().ifPresent(file -> parts.add(WhitelistFile.watch(file, balancer)));
        Optional<Path> users = config.basicAuth().flatMap(BasicAuthConfig::file);
        users.ifPresent(file -> parts.add(users(file, balancer)));
    }

    private static WatchedFile users(Path file, LoadBalancer balancer) {
        return WatchedFile.start(file, text -> {
            UserFile users = UserFile.parse(file, text);
            users.problems().forEach(problem -> LOG.warn("{}; the line is skipped", problem));
            LOG.info("{}: {} users", file, users.users().size());
            balancer.changeConfig(
                    config -> config.with(config.basicAuth().map(auth -> auth.withFileUsers(users.users()))));
        });
    }
}
