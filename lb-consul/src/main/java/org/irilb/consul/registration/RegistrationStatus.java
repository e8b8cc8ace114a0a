package org.irilb.consul.registration;

import java.util.Optional;

/**
 * How the balancer's entry in Consul fares, as of one moment.
 *
 * @param id of the service
 * @param agent that it is registered with, or is to be
 * @param registered whether Consul has it, as far as we know
 * @param registrations how often it was registered; more than once if the agent forgot it, or was away
 * @param problem what the last attempt failed with; empty if it didn't
 */
public record RegistrationStatus(
        String id, String agent, boolean registered, int registrations, Optional<String> problem) {}
