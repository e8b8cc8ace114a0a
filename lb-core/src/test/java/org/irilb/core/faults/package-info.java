/**
 * What goes wrong at nodes, at clients and at limits, on real sockets through the whole balancer: what the other side
 * must see of it, and that nothing is left behind. Start at {@code NodeFaultsBeforeAnswerTest}; {@code Soak} does all of
 * it at once, for as long as one likes.
 */
@NullMarked
package org.irilb.core.faults;

import org.jspecify.annotations.NullMarked;
