/**
 * Runs checks over sockets, all on one event loop: the only room of this module with Netty channels. What is asked and
 * what the answers mean is the business of {@link org.irilb.health.check}. Start at
 * {@link org.irilb.health.probe.Prober}.
 */
@NullMarked
package org.irilb.health.probe;

import org.jspecify.annotations.NullMarked;
