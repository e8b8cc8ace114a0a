/**
 * Which pool a request belongs to. Routes are sorted out once per configuration, so that a request costs one look-up;
 * what a pool is, and whether it has room, is not known here. Start at {@link org.irilb.core.route.Routes}.
 */
@NullMarked
package org.irilb.core.route;

import org.jspecify.annotations.NullMarked;
