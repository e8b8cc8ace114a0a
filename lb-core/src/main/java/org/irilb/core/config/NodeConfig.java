package org.irilb.core.config;

import java.util.Objects;

/**
 * A node as its source describes it: Consul, or a service definition file.
 *
 * @param id unique; Consul's service ID, by custom {@code ip:port}
 * @param host address or host name
 * @param port 1..65535
 * @param scheme how it is reached
 * @param verify whether its certificate is verified; matters with {@link Scheme#HTTPS} only
 * @param clientCertificate name of the certificate that it is shown if it asks for one, of letters, digits, '.', '_' and
 *     '-'; empty for the one of all nodes
 * @param agentPort where its agent listens, 0..65535; 0 for where the configuration says
 * @param weight share of the traffic, 0..65535; 0 takes none
 * @param maxInFlight requests at a time over all pools, 1 or more
 * @param maxPowInFlight of these, requests through the PoW pool, 1 or more
 * @param pow which pools it is in
 * @param state whether it may serve
 * @param reason why it is in that state, for operators; may be empty
 * @param zone where it is
 */
public record NodeConfig(
        String id,
        String host,
        int port,
        Scheme scheme,
        boolean verify,
        String clientCertificate,
        int agentPort,
        int weight,
        int maxInFlight,
        int maxPowInFlight,
        PowRole pow,
        ServiceState state,
        String reason,
        Zone zone) {

    public static final int MAX_WEIGHT = 65_535;

    /** It becomes the name of a file. */
    public static final String CERTIFICATE_NAME = "(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?";

    public NodeConfig {
        // what an earlier version has kept says nothing of these two
        clientCertificate = Objects.requireNonNullElse(clientCertificate, "");
        zone = Objects.requireNonNullElse(zone, Zone.ONLY);
        if (!clientCertificate.matches(CERTIFICATE_NAME)) {
            throw new IllegalArgumentException(
                    "crt: '" + clientCertificate + "' (expected: letters, digits, '.', '_', '-')");
        }
        Checks.name("node id", id);
        Checks.name("node address", host);
        Checks.within("port", port, 1, 65_535);
        Checks.within("agent-port", agentPort, 0, 65_535);
        Checks.within("weight", weight, 0, MAX_WEIGHT);
        Checks.within("maxconn", maxInFlight, 1, Integer.MAX_VALUE);
        Checks.within("maxconnpow", maxPowInFlight, 1, Integer.MAX_VALUE);
    }

    /**
     * One of the only place there is, which is shown the certificate of all nodes, and has its agent where the
     * configuration says.
     */
    public NodeConfig(
            String id,
            String host,
            int port,
            Scheme scheme,
            boolean verify,
            int weight,
            int maxInFlight,
            int maxPowInFlight,
            PowRole pow,
            ServiceState state,
            String reason) {
        this(id, host, port, scheme, verify, "", 0, weight, maxInFlight, maxPowInFlight, pow, state, reason, Zone.ONLY);
    }

    /** How TLS is spoken with it; matters with {@link Scheme#HTTPS} only. */
    public TlsOptions tls() {
        return new TlsOptions(verify, clientCertificate);
    }

    /** The same node with another weight and other limits. */
    NodeConfig limited(int otherWeight, int otherMaxInFlight, int otherMaxPowInFlight) {
        return new NodeConfig(
                id,
                host,
                port,
                scheme,
                verify,
                clientCertificate,
                agentPort,
                otherWeight,
                otherMaxInFlight,
                otherMaxPowInFlight,
                pow,
                state,
                reason,
                zone);
    }

    /** The same node in another state. */
    public NodeConfig in(ServiceState other, String why) {
        return with(id, other, why, zone);
    }

    /** The same node on its way out: requests may finish there, but it is no capacity any more. */
    public NodeConfig leaving(String why) {
        return limited(0, maxInFlight, maxPowInFlight).in(ServiceState.DRAIN, why);
    }

    /** The same node in a zone, and by the name that it has over all zones. */
    public NodeConfig in(Zone where, String name) {
        return with(name, state, reason, where);
    }

    private NodeConfig with(String name, ServiceState other, String why, Zone where) {
        return new NodeConfig(
                name,
                host,
                port,
                scheme,
                verify,
                clientCertificate,
                agentPort,
                weight,
                maxInFlight,
                maxPowInFlight,
                pow,
                other,
                why,
                where);
    }
}
