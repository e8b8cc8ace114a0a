package org.irilb.server;

import org.irilb.server.cli.ConfigOption;
import picocli.CommandLine.Mixin;

/** The options of {@link Run}, which also stand without its name. */
final class RunOptions {

    @Mixin
    private ConfigOption config;

    @Mixin
    private VerboseOption verbose;

    int run() {
        verbose.apply();
        return Lifetime.run(config);
    }
}
