package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.irilb.core.config.ServerName;
import org.irilb.core.guard.Rule;
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
import org.jspecify.annotations.Nullable;

/**
 * What is measured of one request: counted at once where operators look for it, at its listener, pool and server, and
 * told to the access log when it is over, if there is one. One loop's.
 */
final class Account {

    private final ClientConnection client;
    private final @Nullable RequestText text;
    private final Course course;
    private final PoolCount counts;
    private final Payer payer = new Payer();
    private @Nullable CommandStats command;
    private @Nullable PoolState joined;
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
    Account(ClientConnection client, @Nullable RequestText text, long beganNanos) {
        this.client = client;
        this.text = text;
        this.counts = new PoolCount(worker().index());
        this.course = new Course(worker().time(), beganNanos);
    }

    private Worker worker() {
        return client.worker();
    }

    /** When it was there. */
    long receivedNanos() {
        return course.receivedNanos();
    }

    /** It is for a command that {@code stats} count. */
    void asks(CommandStats stats) {
        command = stats;
        stats.requested(worker().index());
    }

    void refused(Rule rule) {
        worker().judge().refused(rule);
        if (command != null) {
            command.refused(worker().index(), rule.ordinal());
        }
    }

    /** Who pays for it. */
    Payer payer() {
        return payer;
    }

    /** It belongs to {@code pool} from now on. */
    void enter(PoolState pool, long bytesIn) {
        counts.enter(pool);
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
        counts.enter(pool);
    }

    /** It waits behind {@code before} others. */
    void queued(int before) {
        queuePosition = before;
    }

    void chosen(Member member) {
        boolean first = !course.isChosen();
        course.chosen();
        if (first) {
            counts.waited(course.waitedNanos());
        }
        counts.chosen(member);
    }

    /** It has left its server, or never came to one. */
    void left() {
        counts.left();
    }

    /** It is sent. */
    void connected(long bytesIn) {
        course.connected();
        counts.sent(bytesIn);
    }

    /** Counts it at its pool and its servers. */
    PoolCount counts() {
        return counts;
    }

    /** Another attempt is made, which its server of the last one is charged with. */
    void retried() {
        retries++;
        counts.charge(Counter.RETRIES);
    }

    void redispatched() {
        redispatched = true;
        counts.charge(Counter.REDISPATCHES);
    }

    /** Its final answer begins, be it the balancer's. */
    void answered(int status) {
        this.status = status;
        count(Counter.ofStatus(status));
        client.count(Counter.ofStatus(status), 1);
    }

    /** Its node leaves HTTP with its answer. */
    void switched(int status) {
        answered(status);
        course.answered();
    }

    /** Its answer is the node's. */
    void nodeAnswered(int status) {
        course.answered();
        answeredByNode = true;
        worker().evidence().answered(counts.server(), status, course.responseNanos(), course.answeredNanos());
    }

    /** No connection. */
    void connectFailed(Throwable cause) {
        count(Counter.CONNECT_ERRORS);
        worker().evidence().connectFailed(counts.server(), cause);
    }

    /** The node has looked at nothing that was sent, as if there had been no connection. */
    void rejected() {
        count(Counter.CONNECT_ERRORS);
        nodeFailed(NodeFault.CONNECT);
    }

    /** @param fault what may be held against the node; null if the client may have caused it */
    void nodeFailed(@Nullable NodeFault fault) {
        worker().evidence().failed(counts.server(), fault);
    }

    /** {@code length} bytes of the answer's body have come from the node. */
    void nodeSaid(ByteBuf in, int length) {
        if (status >= 400 && !bodySeen) {
            bodySeen = true;
            worker().evidence().errorBegins(counts.server(), in, length);
        }
    }

    /** What its server says can't be read, from {@code in} on. */
    void malformed(String why, ByteBuf in) {
        PoolState at = counts.pool();
        Member server = counts.member();
        if (at != null && server != null) {
            int kept = Math.min(MalformedMessage.KEPT, in.readableBytes());
            at.malformed()
                    .note(
                            client.source().address(),
                            client.listener().name(),
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
        counts.add(counter, amount);
    }

    /** Where it is, or waits. */
    private @Nullable PoolState shownPool() {
        PoolState at = counts.pool();
        return at == null ? joined : at;
    }

    /** How far it is, {@code id} being the exchange's. */
    ExchangeStatus status(long id, Phase phase) {
        PoolState at = shownPool();
        Member server = counts.member();
        return new ExchangeStatus(
                id,
                client.source().address(),
                client.listener().name(),
                at == null ? "" : at.name(),
                server == null ? "" : server.node().id(),
                phase,
                Duration.ofNanos(course.totalNanos()));
    }

    /** It is over. */
    void end(Ending ending, Phase phase) {
        Member server = counts.last();
        if (ending == Ending.NORMAL && answeredByNode && server != null) {
            worker().evidence().worked(server, status);
        }
        if (!course.isChosen()) {
            counts.waited(course.waitedNanos());
        }
        add(Counter.BYTES_OUT, sent);
        client.answered(sent);
        if (answeredByNode) {
            counts.timed(course);
        }
        if (command != null) {
            command.over(worker().index(), ending, status, course.totalNanos());
        }
        AccessLog log = worker().accessLog();
        if (log != null) {
            log.add(record(client.isKilled() ? Ending.KILLED : ending, phase));
        }
        counts.leavePool();
        payer.leave();
    }

    private AccessRecord record(Ending ending, Phase phase) {
        PoolState at = shownPool();
        Member server = counts.last();
        return new AccessRecord(
                System.currentTimeMillis() - course.totalMillis(),
                client.source().address(),
                client.listener().name(),
                client.source().tls(),
                at == null ? client.listener().name() : at.name(),
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
                        worker().openConnections(),
                        client.listener().connections().current(),
                        at == null ? 0 : at.sessions().current(),
                        server == null ? 0 : server.stats().sessions().current()),
                retries,
                redispatched,
                queuePosition);
    }
}
