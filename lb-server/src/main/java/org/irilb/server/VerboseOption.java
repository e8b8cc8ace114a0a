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
            LogSetup.details();
        }
    }

    /** For a command whose output is for people who look on: without the option it logs what is wrong only. */
    void applyOrQuiet() {
        if (verbose) {
            LogSetup.details();
        } else {
            LogSetup.warnings();
        }
    }
}
