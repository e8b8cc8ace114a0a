package org.irilb.consul.instance;

import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;

/**
 * What the {@code haproxy.*} tags and metadata of an instance say, and its weights in Consul.
 *
 * @param verify whether the certificate is verified; matters with {@link Scheme#HTTPS} only
 * @param clientCertificate name of the certificate that it is shown; empty for the one of all nodes
 * @param agentPort where its agent listens, 1..65535; 0 for where the configuration says
 * @param weight share of the traffic, 0..65535
 * @param warningWeight the same while a check warns
 * @param maxInFlight requests at a time over all pools, 1 or more
 * @param maxPowInFlight of these, requests through the PoW pool, 1 or more
 * @param state what an operator wants, whatever the checks say; never {@code DOWN}
 */
public record NodeTags(
        Scheme scheme,
        boolean verify,
        String clientCertificate,
        int agentPort,
        int weight,
        int warningWeight,
        int maxInFlight,
        int maxPowInFlight,
        PowRole pow,
        ServiceState state) {}
