/**
 * What is asked of a node and what its answers mean, without sockets: a {@link org.irilb.health.check.Check} says what to
 * ask, a {@link org.irilb.health.check.Dialogue} judges answer by answer, a {@link org.irilb.health.check.CheckResult}
 * says how it ended. Start at {@link org.irilb.health.check.NodeCheck}; the options of the old check script are read by
 * {@link org.irilb.health.check.NodeCheckOptions}.
 */
@NullMarked
package org.irilb.health.check;

import org.jspecify.annotations.NullMarked;
