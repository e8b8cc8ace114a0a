package org.irilb.consul.watch;

import java.time.Duration;
import java.util.List;
import org.irilb.consul.instance.ServiceInstance;

/**
 * What Consul said.
 *
 * @param index the index to ask on from
 * @param lastContact how long the server that answered had not heard of its leader
 */
public record HealthAnswer(long index, Duration lastContact, List<ServiceInstance> instances) {}
