/**
 * Has the balancer's nodes checked and its requests watched, and tells it what comes of that: what the configuration and
 * the nodes' definitions ask for becomes checks here. Start at {@link org.irilb.server.health.HealthChecks}.
 */
@NullMarked
package org.irilb.server.health;

import org.jspecify.annotations.NullMarked;
