package org.irilb.consul;

import java.time.Duration;
import java.util.List;

/**
 * What Consul said.
 *
 * @param index the index to ask on from
 * @param lastContact how long the server that answered had not heard of its leader
 */
record HealthAnswer(long index, Duration lastContact, List<ServiceInstance> instances) {}
