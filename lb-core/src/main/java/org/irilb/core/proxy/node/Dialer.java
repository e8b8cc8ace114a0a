package org.irilb.core.proxy.node;

/** Who wants a connection to a node, and is told what becomes of that. One loop's. */
public interface Dialer {

    /** It stands; who wanted it may have lost interest by now. */
    void connected(NodeConnection connection);

    /**
     * TLS is agreed on with the node, just before {@link #connected}.
     *
     * @param resumed whether with the session of an earlier connection
     */
    default void secured(boolean resumed) {}

    /** TLS couldn't be agreed on with the node, just before {@link #connectFailed}. */
    default void insecure() {}

    /** The attempt has failed. */
    void connectFailed(Throwable cause);
}
