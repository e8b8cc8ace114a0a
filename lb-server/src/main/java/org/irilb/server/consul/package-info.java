/**
 * What of the balancer works with Consul, put together: its nodes, the lists of rules that all balancers are told, and
 * the balancer's own entry. Start at {@link org.irilb.server.consul.ConsulParts}.
 */
@NullMarked
package org.irilb.server.consul;

import org.jspecify.annotations.NullMarked;
