package org.irilb.server.config;

import org.irilb.core.config.BalancerConfig;

/**
 * Everything a file says.
 *
 * @param balancer what the balancer is started with
 * @param nodes where its nodes come from
 * @param admin how it is looked at
 */
public record Settings(BalancerConfig balancer, NodesSettings nodes, AdminSettings admin) {}
