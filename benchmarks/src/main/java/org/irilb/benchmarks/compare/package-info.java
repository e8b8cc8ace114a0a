/**
 * The comparison with HAProxy: starts both beside one node, lets the same client load them in turn, and sets what each
 * request cost them side by side. Start at {@code Compare}; {@code Contestant} says who takes part with which
 * configuration, {@code Scenario} what they are asked to do. {@code Watched} and {@code Abuse} measure iri-lb alone. Never
 * a part of the product.
 */
@NullMarked
package org.irilb.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
