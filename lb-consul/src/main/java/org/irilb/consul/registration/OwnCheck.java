package org.irilb.consul.registration;

/** How Consul learns whether a balancer is fit to serve. */
public sealed interface OwnCheck {

    /** The balancer says so, every so often; Consul takes it for critical when it is silent. */
    record Ttl() implements OwnCheck {}

    /** @param url that the agent asks, to be answered with a status from 200 to 299 */
    record Http(String url) implements OwnCheck {}
}
