/**
 * What is counted, and how it is read. Loops write plain counters of their own; a reader sums them when somebody looks.
 * Writing never waits, never allocates, and looks nothing up by name. Start at {@link org.irilb.core.metrics.Counter},
 * the list of all that is counted, and at {@link org.irilb.core.metrics.BalancerStatus}, all that can be read.
 */
@NullMarked
package org.irilb.core.metrics;

import org.jspecify.annotations.NullMarked;
