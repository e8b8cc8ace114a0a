/**
 * Everything at once, for as long as one likes: full load over two balancers, faults at nodes and clients drawn from a
 * seed, nodes that come, go and die. Each request carries the fault that its node shall commit, so that its client knows
 * what it may see. Start at {@code Soak}; {@code benchmarks/soak} runs it for minutes, {@code SoakTest} for seconds.
 */
@NullMarked
package org.irilb.core.soak;

import org.jspecify.annotations.NullMarked;
