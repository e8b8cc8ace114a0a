/**
 * The balancer's only door: {@link org.irilb.core.LoadBalancer} is started with a configuration, takes nodes and
 * verdicts from any thread, and shows its status. Everything below is reached through it.
 */
@NullMarked
package org.irilb.core;

import org.jspecify.annotations.NullMarked;
