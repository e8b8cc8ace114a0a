package org.irilb.core.pool;

import org.jspecify.annotations.Nullable;

/** The nodes that a request has tried already; immutable, and grown by one per retry, of which there are at most 100. */
public final class Tried {

    public static final Tried NONE = new Tried(null, null);

    private final @Nullable Tried before;
    private final @Nullable Node node;

    private Tried(@Nullable Tried before, @Nullable Node node) {
        this.before = before;
        this.node = node;
    }

    public Tried plus(Node node) {
        return new Tried(this, node);
    }

    public boolean contains(Node wanted) {
        for (Tried tried = this; tried != null; tried = tried.before) {
            if (tried.node == wanted) {
                return true;
            }
        }
        return false;
    }
}
