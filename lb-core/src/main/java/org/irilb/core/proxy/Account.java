package org.irilb.core.proxy;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.irilb.core.command.Command;
import org.irilb.core.config.ServerName;
import org.irilb.core.guard.Rule;
import org.irilb.core.guard.Source;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Load;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.irilb.core.metrics.CommandStats;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.metrics.MalformedMessage;
import org.irilb.core.metrics.NodeFault;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.PoolState;
import org.irilb.core.proxy.listener.Listener;
import org.irilb.core.proxy.node.NodeConnection;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of one request: counted at once where operators look for it, at its listener, pool and server, and
 * told to the access log when it is over, if there is one. One loop's.
 */
final class Account {

    private final Worker worker;
    private final Listener listener;
    private final ClientConnection client;
    private final @Nullable RequestText text;
    private final Course course;
    private final CommandCount command;
    private @Nullable Source source;
    private @Nullable Command unpaid;
    private @Nullable PoolState pool;
    private @Nullable PoolState joined;
    private @Nullable Member member;
    private @Nullable Member last;
    private int status = -1;
    private long sent;
    private int retries;
    private boolean redispatched;
    private int queuePosition;
    private boolean answeredByNode;
    private boolean bodySeen;

    /**
     * @param text what the request says, if it could be understood and somebody wants to know
     * @param beganNanos when it began to arrive
     */
    Account(Worker worker, Listener listener, ClientConnection client, @Nullable RequestText text, long beganNanos) {
        this.worker = worker;
        this.listener = listener;
        this.client = client;
        this.text = text;
        this.command = new CommandCount(worker.index());
        this.course = new Course(worker.time(), beganNanos);
    }

    /** When it was there. */
    long receivedNanos() {
        return course.receivedNanos();
    }

    /** It is for a command that {@code stats} count. */
    void asks(CommandStats stats) {
        command.asks(stats);
    }

    void refused(Rule rule) {
        worker.judge().refused(rule);
        command.refused(rule);
    }

    /** It counts as a running one of {@code source} until it is over. */
    void runsFor(Source source) {
        this.source = source;
    }

    /** It was let through for nothing, because work that {@code command} asks for was under way. */
    void owes(Command command) {
        unpaid = command;
    }

    /** It begins work of its own, which its source pays for unless it has done so. */
    void beginsWork() {
        if (unpaid != null && source != null) {
            worker.snapshot()
                    .guard()
                    .abuse()
                    .charge(source, unpaid, worker.time().nanos());
        }
        unpaid = null;
    }

    /** It belongs to {@code pool} from now on. */
    void enter(PoolState pool, long bytesIn) {
        this.pool = pool;
        pool.sessions().increment();
        count(Counter.SESSIONS);
        count(Counter.REQUESTS);
        add(Counter.BYTES_IN, bytesIn);
    }

    /** It waits for what another request gets from {@code pool}, where it counts for nothing. */
    void joins(PoolState pool) {
        joined = pool;
    }

    /** It belongs to {@code pool} instead; what was counted stays where it was. */
    void moved(PoolState pool) {
        if (this.pool != null) {
            this.pool.sessions().decrement();
        }
        this.pool = pool;
        pool.sessions().increment();
    }

    /** It waits behind {@code before} others. */
    void queued(int before) {
        queuePosition = before;
    }

    void chosen(Member member) {
        boolean first = !course.isChosen();
        this.member = member;
        last = member;
        course.chosen();
        if (first) {
            hasWaited();
        }
        count(Counter.SELECTIONS);
        countAt(member, Counter.SESSIONS, 1);
    }

    private void hasWaited() {
        PoolState at = pool;
        if (at != null) {
            at.waits().add(worker.index(), course.waitedNanos());
        }
    }

    /** It has left its server, or never came to one. */
    void left() {
        member = null;
    }

    /** It is sent. */
    void connected(long bytesIn) {
        course.connected();
        countAt(member, Counter.REQUESTS, 1);
        countAt(member, Counter.BYTES_IN, bytesIn);
        countAtPool(Counter.H1_STREAMS, 1);
    }

    /** It is on its connection no more. */
    void disconnected() {
        countAtPool(Counter.H1_STREAMS_ENDED, 1);
    }

    /** Its pool counts a connection that was opened for it. */
    void opened(NodeConnection connection) {
        PoolState at = pool;
        if (at != null) {
            connection.countAt(at.counters());
        }
    }

    /** Bytes have gone to the node. */
    void toNode(long bytes) {
        countAtPool(Counter.H1_BYTES_OUT, bytes);
    }

    /** Bytes have come from the node. */
    void fromNode(long bytes) {
        countAtPool(Counter.H1_BYTES_IN, bytes);
    }

    /** Another attempt is made, which its server of the last one is charged with. */
    void retried() {
        retries++;
        count(Counter.RETRIES);
        countAt(last, Counter.RETRIES, 1);
    }

    void redispatched() {
        redispatched = true;
        count(Counter.REDISPATCHES);
        countAt(last, Counter.REDISPATCHES, 1);
    }

    /** Its final answer begins. */
    void answered(int status) {
        this.status = status;
        course.answered();
        count(Counter.ofStatus(status));
        client.count(Counter.ofStatus(status), 1);
    }

    /** Its answer is the node's. */
    void nodeAnswered(int status) {
        answeredByNode = true;
        Member at = member;
        if (at != null) {
            worker.evidence().answered(at, status, course.responseNanos(), course.answeredNanos());
        }
    }

    /** No connection. */
    void connectFailed(Throwable cause) {
        count(Counter.CONNECT_ERRORS);
        Member at = member;
        if (at != null) {
            worker.evidence().connectFailed(at, cause);
        }
    }

    /** The node has looked at nothing that was sent, as if there had been no connection. */
    void rejected() {
        count(Counter.CONNECT_ERRORS);
        nodeFailed(NodeFault.CONNECT);
    }

    /** @param fault what may be held against the node; null if the client may have caused it */
    void nodeFailed(@Nullable NodeFault fault) {
        Member at = member;
        if (at != null) {
            worker.evidence().failed(at, fault);
        }
    }

    /** {@code length} bytes of the answer's body have come from the node. */
    void nodeSaid(ByteBuf in, int length) {
        if (status < 400 || bodySeen) {
            return;
        }
        bodySeen = true;
        Member at = member;
        if (at != null) {
            worker.evidence().errorBegins(at, in, length);
        }
    }

    /** What its server says can't be read, from {@code in} on. */
    void malformed(String why, ByteBuf in) {
        PoolState at = pool;
        Member server = member;
        if (at != null && server != null) {
            int kept = Math.min(MalformedMessage.KEPT, in.readableBytes());
            at.malformed()
                    .note(
                            client.source().address(),
                            listener.name(),
                            Optional.of(new ServerName(at.name(), server.node().id())),
                            why,
                            in.readableBytes(),
                            in.toString(in.readerIndex(), kept, StandardCharsets.ISO_8859_1));
        }
    }

    /** Bytes have gone to the client. */
    void sent(long bytes) {
        sent += bytes;
    }

    void count(Counter counter) {
        add(counter, 1);
    }

    void add(Counter counter, long amount) {
        countAtPool(counter, amount);
        countAt(member, counter, amount);
    }

    private void countAtPool(Counter counter, long amount) {
        PoolState at = pool;
        if (at != null) {
            at.counters().add(worker.index(), counter, amount);
        }
    }

    private void countAt(@Nullable Member at, Counter counter, long amount) {
        if (at != null) {
            at.stats().counters().add(worker.index(), counter, amount);
        }
    }

    /** How far it is, {@code id} being the exchange's. */
    ExchangeStatus status(long id, Phase phase) {
        PoolState at = pool == null ? joined : pool;
        Member server = member;
        return new ExchangeStatus(
                id,
                client.source().address(),
                listener.name(),
                at == null ? "" : at.name(),
                server == null ? "" : server.node().id(),
                phase,
                Duration.ofNanos(course.totalNanos()));
    }

    /** It is over. */
    void end(Ending ending, Phase phase) {
        if (ending == Ending.NORMAL && answeredByNode && last != null) {
            worker.evidence().worked(last, status);
        }
        if (!course.isChosen()) {
            hasWaited();
        }
        add(Counter.BYTES_OUT, sent);
        client.answered(sent);
        addTimings();
        command.over(ending, status, course.totalNanos());
        AccessLog log = worker.accessLog();
        if (log != null) {
            log.add(record(client.isKilled() ? Ending.KILLED : ending, phase));
        }
        if (pool != null) {
            pool.sessions().decrement();
        }
        if (source != null) {
            source.answered();
        }
    }

    private void addTimings() {
        PoolState at = pool;
        Member server = last;
        if (!answeredByNode || at == null || server == null) {
            return;
        }
        course.addTo(at.timings(), worker.index());
        course.addTo(server.stats().timings(), worker.index());
    }

    private AccessRecord record(Ending ending, Phase phase) {
        PoolState at = pool == null ? joined : pool;
        Member server = last;
        return new AccessRecord(
                System.currentTimeMillis() - course.totalMillis(),
                client.source().address(),
                listener.name(),
                client.source().tls(),
                at == null ? listener.name() : at.name(),
                server == null ? "" : server.node().id(),
                Optional.ofNullable(text),
                phase == Phase.REQUEST && text == null ? -1 : course.requestMillis(),
                course.queueMillis(),
                course.connectMillis(),
                course.responseMillis(),
                course.totalMillis(),
                status,
                sent,
                ending,
                phase,
                new Load(
                        worker.openConnections(),
                        listener.connections().current(),
                        at == null ? 0 : at.sessions().current(),
                        server == null ? 0 : server.stats().sessions().current()),
                retries,
                redispatched,
                queuePosition);
    }
}
