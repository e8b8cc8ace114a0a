/**
 * JMH benchmarks of the hot parts. Figures are for comparing one build with another on one machine, in one run; nothing
 * is asserted here. Start with {@code benchmarks/jmh}.
 */
@NullMarked
package org.irilb.benchmarks;

import org.jspecify.annotations.NullMarked;
