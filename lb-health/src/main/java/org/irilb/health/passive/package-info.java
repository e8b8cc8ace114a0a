/**
 * What requests and falls tell of a node: who fails or flaps is taken out, comes back through a check, and never are so many out
 * that the rest can't bear it. Time and checks are passed in. Start at {@link org.irilb.health.passive.Ejections}.
 */
@NullMarked
package org.irilb.health.passive;

import org.jspecify.annotations.NullMarked;
