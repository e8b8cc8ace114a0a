/**
 * Who can serve, and who is next. {@link org.irilb.core.pool.Node} and {@link org.irilb.core.pool.PoolState} are
 * identities that outlive snapshots and hold the counts; {@link org.irilb.core.pool.Pool} and
 * {@link org.irilb.core.pool.Member} are one snapshot's view of them. Everything that loops share is a compare-and-set;
 * nothing here waits or knows a socket; chance and time come from {@link org.irilb.core.pool.Outside}. Start at {@link org.irilb.core.pool.Places}.
 */
@NullMarked
package org.irilb.core.pool;

import org.jspecify.annotations.NullMarked;
