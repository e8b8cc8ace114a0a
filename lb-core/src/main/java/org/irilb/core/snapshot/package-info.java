/**
 * All that a request may know, as of one moment: immutable, numbered, replaced as a whole. The control thread builds a
 * {@link org.irilb.core.snapshot.Snapshot} from the configuration and the nodes; each loop adopts it and reads it as a
 * plain field. Identities (nodes, queues, counts) are shared from one snapshot to the next, so that nothing is
 * forgotten. Start at {@link org.irilb.core.snapshot.SnapshotBuilder}.
 */
@NullMarked
package org.irilb.core.snapshot;

import org.jspecify.annotations.NullMarked;
