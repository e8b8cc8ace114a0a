package org.irilb.server.node;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.irilb.consul.definition.CheckDefinition;
import picocli.CommandLine.Option;

/** How a node is checked by Consul, or in a directory by the balancer. */
final class CheckOptions {

    @Option(
            names = "--check",
            paramLabel = "OPTIONS",
            description =
                    "Have Consul, or the balancer itself, run the node check with these options, such as \"-i -m 1.8.6\"; -a is added.")
    private Optional<String> check = Optional.empty();

    @Option(
            names = "--check-program",
            paramLabel = "FILE",
            defaultValue = "/opt/iri-lb/node_check.sh",
            description = "The node check, as Consul's agent finds it; without it ${DEFAULT-VALUE}.")
    private String program = "";

    @Option(
            names = "--check-port",
            description = "Have only checked whether the port takes connections; Consul does so unless told otherwise.")
    private boolean port;

    @Option(names = "--interval", paramLabel = "TIME", defaultValue = "30s", description = "Pause between checks.")
    private String interval = "";

    @Option(names = "--timeout", paramLabel = "TIME", defaultValue = "10s", description = "How long a check may take.")
    private String timeout = "";

    @Option(
            names = "--deregister-after",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "How long the node may fail its check before Consul forgets it.")
    private String deregisterAfter = "";

    /** What is asked for; a check of the port for who asks for none. */
    CheckDefinition orPort() {
        return definition().orElseGet(() -> definition(Optional.empty(), List.of()));
    }

    /** What is asked for. */
    Optional<CheckDefinition> definition() {
        if (check.isPresent()) {
            List<String> options = Arrays.stream(check.get().strip().split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            return Optional.of(definition(Optional.of(program), options));
        }
        return port ? Optional.of(definition(Optional.empty(), List.of())) : Optional.empty();
    }

    private CheckDefinition definition(Optional<String> command, List<String> options) {
        return new CheckDefinition(command, options, interval, timeout, deregisterAfter);
    }
}
