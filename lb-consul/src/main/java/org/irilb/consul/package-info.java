/**
 * Where nodes come from. Instances of a service, read from Consul ({@link org.irilb.consul.ConsulSource}) or from a
 * directory of service definitions ({@link org.irilb.consul.DirectorySource}), become
 * {@link org.irilb.core.config.NodeConfig}s; the meaning of tags and checks is in one place for both, starting at
 * {@link org.irilb.consul.NodeList}. Nothing here knows pools, probes or sockets of the balancer.
 */
@NullMarked
package org.irilb.consul;

import org.jspecify.annotations.NullMarked;
