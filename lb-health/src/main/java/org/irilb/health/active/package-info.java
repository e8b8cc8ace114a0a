/**
 * The balancer's own checks, as HAProxy does them: when each node is asked, how often it has to pass or fail, and what
 * that makes of it. Time and sockets are passed in. Start at {@link org.irilb.health.active.ActiveChecks}.
 */
@NullMarked
package org.irilb.health.active;

import org.jspecify.annotations.NullMarked;
