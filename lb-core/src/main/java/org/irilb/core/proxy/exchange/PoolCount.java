package org.irilb.core.proxy.exchange;

import org.irilb.core.metrics.Counter;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.PoolState;
import org.irilb.core.proxy.node.NodeConnection;
import org.jspecify.annotations.Nullable;

/** Counts one request at its pool and its servers, once it has come there. One loop's. */
final class PoolCount {

    private final int loop;
    private @Nullable PoolState pool;
    private @Nullable Member member;
    private @Nullable Member last;

    PoolCount(int loop) {
        this.loop = loop;
    }

    /** It belongs to {@code pool} from now on; what was counted stays where it was. */
    void enter(PoolState pool) {
        leavePool();
        this.pool = pool;
        pool.sessions().increment();
    }

    /** It is over. */
    void leavePool() {
        if (pool != null) {
            pool.sessions().decrement();
        }
    }

    void chosen(Member member) {
        this.member = member;
        last = member;
        add(Counter.SELECTIONS, 1);
        addAt(member, Counter.SESSIONS, 1);
    }

    /** It has left its server, or never came to one. */
    void left() {
        member = null;
    }

    /** The pool that it belongs to. */
    @Nullable
    PoolState pool() {
        return pool;
    }

    /** The server that it is at, if it is at one. */
    @Nullable
    Member member() {
        return member;
    }

    /** The server that it is at, where it must be at one. */
    Member server() {
        Member at = member;
        assert at != null;
        return at;
    }

    /** The server that it is or was at last. */
    @Nullable
    Member last() {
        return last;
    }

    /** Adds to what its pool and the server that it is at have counted. */
    void add(Counter counter, long amount) {
        addAtPool(counter, amount);
        addAt(member, counter, amount);
    }

    /** A connection was opened for it. */
    void opened(NodeConnection connection) {
        PoolState at = pool;
        if (at != null) {
            connection.countAt(at.counters());
        }
    }

    /** A handshake with its server of the last attempt is over, which it may have left. */
    void handshake(Counter how) {
        addAtPool(how, 1);
        addAt(last, how, 1);
    }

    /** It is sent to its server. */
    void sent(long bytes) {
        addAt(member, Counter.REQUESTS, 1);
        addAt(member, Counter.BYTES_IN, bytes);
        addAtPool(Counter.H1_STREAMS, 1);
    }

    /** It is on its connection no more. */
    void disconnected() {
        addAtPool(Counter.H1_STREAMS_ENDED, 1);
    }

    /** Bytes have gone to the node. */
    void toNode(long bytes) {
        addAtPool(Counter.H1_BYTES_OUT, bytes);
    }

    /** Bytes have come from the node. */
    void fromNode(long bytes) {
        addAtPool(Counter.H1_BYTES_IN, bytes);
    }

    /** Counts what its server of the last attempt is charged with, which it may have left. */
    void charge(Counter counter) {
        add(counter, 1);
        addAt(last, counter, 1);
    }

    private void addAtPool(Counter counter, long amount) {
        PoolState at = pool;
        if (at != null) {
            at.counters().add(loop, counter, amount);
        }
    }

    private void addAt(@Nullable Member at, Counter counter, long amount) {
        if (at != null) {
            at.stats().counters().add(loop, counter, amount);
        }
    }

    /** It has waited for its first server, or in vain. */
    void waited(long nanos) {
        PoolState at = pool;
        if (at != null) {
            at.waits().add(loop, nanos);
        }
    }

    /** A server has answered it, in such a course. */
    void timed(Course course) {
        PoolState at = pool;
        Member server = last;
        if (at != null && server != null) {
            course.addTo(at.timings(), loop);
            course.addTo(server.stats().timings(), loop);
        }
    }
}
