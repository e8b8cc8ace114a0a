/**
 * Nodes from Consul: {@link org.irilb.consul.ConsulSource} follows the instances of one service and publishes
 * {@link org.irilb.core.config.NodeConfig}s. The rooms below, bottom to top: {@code text}, {@code snapshot} (kept on
 * disk), {@code instance} (what an instance means), {@code definition} and {@code directory} (the same from files),
 * {@code api}, {@code watch} and {@code roster} (ask, when, and what to believe), {@code registry} (manage nodes). Nothing
 * here knows pools, probes or sockets of the balancer.
 */
@NullMarked
package org.irilb.consul;

import org.jspecify.annotations.NullMarked;
