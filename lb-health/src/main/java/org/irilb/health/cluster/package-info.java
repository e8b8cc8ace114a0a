/**
 * What all nodes together say of each: who is behind the others is out of sync, whatever it says of itself. Pure, but for
 * what it remembers. Start at {@link org.irilb.health.cluster.Milestones}.
 */
@NullMarked
package org.irilb.health.cluster;

import org.jspecify.annotations.NullMarked;
