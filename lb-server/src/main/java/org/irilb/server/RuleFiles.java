package org.irilb.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.UserConfig;
import org.irilb.server.config.UserFile;
import org.irilb.server.config.WatchedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files beside the configuration that rules take their lists from, and that may change at any time. Stateless. */
final class RuleFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RuleFiles.class);

    private RuleFiles() {}

    /** Has the balancer follow each of them until the parts are closed. */
    static void watch(BalancerConfig given, LoadBalancer balancer, Parts parts) {
        given.rules().whitelistFile().ifPresent(file -> parts.add(WhitelistFile.watch(file, balancer)));
        Optional<Path> users = given.basicAuth().flatMap(BasicAuthConfig::file);
        users.ifPresent(file -> parts.add(users(
                file,
                list -> balancer.changeConfig(
                        config -> config.with(config.basicAuth().map(auth -> auth.withFileUsers(list)))))));
    }

    /** Has {@code taker} told who stands in a file of users. */
    static WatchedFile users(Path file, Consumer<List<UserConfig>> taker) {
        return WatchedFile.start(file, text -> {
            UserFile users = UserFile.parse(file, text);
            users.problems().forEach(problem -> LOG.warn("{}; the line is skipped", problem));
            LOG.info("{}: {} users", file, users.users().size());
            taker.accept(users.users());
        });
    }
}
