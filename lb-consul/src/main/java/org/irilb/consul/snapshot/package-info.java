/**
 * What Consul said last, in files, for a start without Consul. Start at
 * {@link org.irilb.consul.snapshot.SnapshotKeeper}. What is kept, and when it is used, is decided elsewhere.
 */
@NullMarked
package org.irilb.consul.snapshot;

import org.jspecify.annotations.NullMarked;
