package org.irilb.core.pool;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a place: a client, told by the hash of its address, and the nodes that its request has tried already.
 * Immutable, and grown by one per retry, of which there are at most 100. A client keeps the one it starts with, so that
 * a request costs none.
 */
public final class Asker {

    private final int sourceHash;
    private final @Nullable Asker before;
    private final @Nullable Node node;

    private Asker(int sourceHash, @Nullable Asker before, @Nullable Node node) {
        this.sourceHash = sourceHash;
        this.before = before;
        this.node = node;
    }

    /** A client that has tried nothing yet. */
    public static Asker from(InetAddress client) {
        return new Asker((int) Hash.of(client.getAddress()), null, null);
    }

    /** The same one, after {@code node} has failed him. */
    public Asker afterTrying(Node node) {
        return new Asker(sourceHash, this, node);
    }

    public boolean hasTried(Node wanted) {
        for (Asker asker = this; asker != null; asker = asker.before) {
            if (asker.node == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Whether he has tried nothing, so that any place would do. */
    boolean takesAny() {
        return node == null;
    }

    /** Whether {@code other} may not have any node either that this one may not have. */
    boolean isNoPickierThan(Asker other) {
        for (Asker asker = this; asker != null; asker = asker.before) {
            if (asker.node != null && !other.hasTried(asker.node)) {
                return false;
            }
        }
        return true;
    }

    /** The same one, with all forgotten that he has tried. */
    Asker forgiving() {
        Asker first = this;
        while (first.before != null) {
            first = first.before;
        }
        return first;
    }

    /** The same for the same client address, in every process. */
    int sourceHash() {
        return sourceHash;
    }
}
