package org.irilb.server;

import picocli.CommandLine.Option;

/** How much a command logs. */
final class VerboseOption {

    @Option(
            names = {"-v", "--verbose"},
            description = "Log details. IRI_LB_LOG=error|warn|info|debug|trace in the environment sets the level, too.")
    private boolean verbose;

    void apply() {
        if (verbose) {
            LogSetup.verbose();
        }
    }
}
