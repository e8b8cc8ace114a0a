package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.NodeFault;
import org.irilb.core.metrics.NodeWatch;
import org.irilb.core.pool.Member;
import org.irilb.core.proxy.loop.Loop;
import org.jspecify.annotations.Nullable;

/** What requests say for and against the nodes that serve them, told to whoever goes by that. One loop's. */
final class Evidence {

    private final Loop loop;
    private final Supplier<NodeWatch> watch;

    /** @param watch who is told now what nodes do wrong */
    Evidence(Loop loop, Supplier<NodeWatch> watch) {
        this.loop = loop;
        this.watch = watch;
    }

    /** Has balancers know how long the node took; an error of its own is quick, and says nothing of that. */
    void answered(Member at, int status, long tookNanos, long nowNanos) {
        if (status < 500) {
            at.answered(tookNanos, nowNanos);
        } else if (isGatewayError(status)) {
            blame(at, NodeFault.GATEWAY);
        }
    }

    /** No connection; nothing is held against the node if that was for want of something here. */
    void connectFailed(Member at, Throwable cause) {
        if (!OwnFault.is(cause)) {
            failed(at, NodeFault.CONNECT);
        }
    }

    /** @param fault what may be held against the node; null if the client may have caused it */
    void failed(Member at, @Nullable NodeFault fault) {
        at.failed(loop.time().nanos());
        if (fault != null) {
            blame(at, fault);
        }
    }

    /** So begins the body of an error, {@code length} bytes of it. */
    void errorBegins(Member at, ByteBuf in, int length) {
        if (Readiness.isDenied(in, length)) {
            blame(at, NodeFault.NOT_READY);
        }
    }

    /** The node has answered in full. */
    void worked(Member at, int status) {
        if (!isGatewayError(status)) {
            at.node().worked();
        }
    }

    private void blame(Member at, NodeFault fault) {
        at.stats().counters().increment(loop.index(), Counter.NODE_FAULTS);
        watch.get().failed(at.node().id(), fault, at.node().failed());
    }

    private static boolean isGatewayError(int status) {
        return status >= 502 && status <= 504;
    }
}
