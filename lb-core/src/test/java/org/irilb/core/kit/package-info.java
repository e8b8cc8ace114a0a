/**
 * What the tests of all modules share: a client and a node that speak raw bytes, and configurations to start with.
 * Blocking and simple on purpose; nothing here looks at how the balancer does it.
 */
@NullMarked
package org.irilb.core.kit;

import org.jspecify.annotations.NullMarked;
