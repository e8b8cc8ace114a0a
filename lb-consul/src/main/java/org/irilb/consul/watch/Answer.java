package org.irilb.consul.watch;

import java.time.Duration;

/**
 * What Consul said.
 *
 * @param index the index to ask on from
 * @param lastContact how long the server that answered had not heard of its leader, or the agent of a server
 */
public record Answer<T>(long index, Duration lastContact, T value) {}
