package org.irilb.health.agent;

/**
 * Where a node's agent listens.
 *
 * @param host address or host name
 * @param port 1..65535
 */
public record AgentAddress(String host, int port) {}
