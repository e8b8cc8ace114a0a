package org.irilb.server.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.irilb.consul.definition.CheckDefinition;
import org.irilb.consul.definition.NodeChange;
import org.irilb.server.config.Endpoint;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What can be said of a node when it is added or updated. */
final class NodeOptions {

    /** Whether it does proof of work. */
    static final class Pow {

        @Option(names = "--pow", description = "Does proof of work, too.")
        private boolean also;

        @Option(names = "--pow-only", description = "Does nothing but proof of work.")
        private boolean only;

        @Option(names = "--no-pow", description = "Does no proof of work.")
        private boolean none;

        private Optional<String> value() {
            return also ? Optional.of("true") : only ? Optional.of("only") : none ? Optional.of("") : Optional.empty();
        }
    }

    /** How it is spoken to. */
    static final class Transport {

        @Option(names = "--https", description = "Is spoken to in HTTPS.")
        private boolean https;

        @Option(names = "--http", description = "Is spoken to in plain HTTP.")
        private boolean http;

        private Optional<String> value() {
            return https ? Optional.of("https") : http ? Optional.of("") : Optional.empty();
        }
    }

    @ArgGroup
    private Pow pow = new Pow();

    @ArgGroup
    private Transport transport = new Transport();

    @Option(names = "--maxconn", paramLabel = "N", description = "Requests at a time; without it 1.")
    private Optional<String> maxconn = Optional.empty();

    @Option(names = "--maxconnpow", paramLabel = "N", description = "Of these, proof of work; without it as --maxconn.")
    private Optional<String> maxconnpow = Optional.empty();

    @Option(names = "--weight", paramLabel = "N", description = "Share of the traffic; without it 1.")
    private Optional<String> weight = Optional.empty();

    @Option(
            names = "--verify",
            negatable = true,
            description = "Whether the certificate of an HTTPS node is verified; it is, unless told otherwise.")
    private Optional<Boolean> verify = Optional.empty();

    @Option(
            names = "--crt",
            paramLabel = "NAME",
            description = "Certificate of node-tls.cert-dir that an HTTPS node is shown; empty for that of all nodes.")
    private Optional<String> crt = Optional.empty();

    @Option(
            names = "--agent-port",
            paramLabel = "PORT",
            description = "Where its agent listens; empty for health.agent-port.")
    private Optional<String> agentPort = Optional.empty();

    /** @param endpoint where the node is, if that is told */
    NodeChange change(Optional<String> id, Optional<Endpoint> endpoint, Optional<CheckDefinition> check) {
        Map<String, String> tags = new LinkedHashMap<>();
        pow.value().ifPresent(value -> tags.put("pow", value));
        maxconn.ifPresent(value -> tags.put("maxconn", value));
        maxconnpow.ifPresent(value -> tags.put("maxconnpow", value));
        weight.ifPresent(value -> tags.put("weight", value));
        transport.value().ifPresent(value -> tags.put("scheme", value));
        verify.ifPresent(value -> tags.put("sslverify", value ? "" : "0"));
        crt.ifPresent(value -> tags.put("crt", value));
        agentPort.ifPresent(value -> tags.put("agent-port", value));
        OptionalInt port = endpoint.isPresent() ? OptionalInt.of(endpoint.get().port()) : OptionalInt.empty();
        return new NodeChange(id, endpoint.map(Endpoint::host), port, tags, check);
    }
}
