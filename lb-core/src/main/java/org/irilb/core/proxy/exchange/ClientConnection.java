package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import org.irilb.core.http.FixedFields;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.MalformedMessage;
import org.irilb.core.proxy.io.ClientOutbox;
import org.irilb.core.proxy.listener.Listener;
import org.irilb.core.proxy.loop.Timeout;
import org.irilb.core.proxy.request.ClientSource;
import org.irilb.core.proxy.request.Input;
import org.irilb.core.proxy.request.ReceivedRequest;
import org.irilb.core.proxy.request.RequestReader;
import org.irilb.core.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks on one {@link Carrier}: reads one request after the other, hands each to the {@link Reception}, and
 * takes its answer back. What the client sends meanwhile waits. One loop's.
 */
public final class ClientConnection {

    /** Sent ahead by a client that doesn't wait for answers; what is beyond it stays in the kernel. */
    private static final int MAX_AHEAD = 64 * 1024;

    private enum State {
        /** Nothing has come yet. */
        NEW,
        /** A request is being received. */
        RECEIVING,
        /** A request is on its way. */
        SERVING,
        /** A request was served, and another one is awaited. */
        IDLE,
        /** All is said; what still comes is thrown away. */
        ENDING,
        CLOSED;

        boolean isReading() {
            return switch (this) {
                case NEW, RECEIVING, IDLE -> true;
                case SERVING, ENDING, CLOSED -> false;
            };
        }
    }

    private final Worker worker;
    private final Listener listener;
    private final Carrier carrier;
    private final Standing standing;
    private final Input input = new Input();
    private final RequestReader reader;
    private ClientSource peer;
    private ClientSource source;
    private final Timeout timeout = new Timeout(this::timedOut);
    private State state = State.NEW;
    private long beganNanos;
    private boolean killed;
    private boolean proceeding;
    private @Nullable Serving exchange;

    /**
     * @param peer whom the carrier comes from
     * @param standing of the peer, which several may share
     */
    public ClientConnection(Worker worker, Listener listener, Carrier carrier, ClientSource peer, Standing standing) {
        this.worker = worker;
        this.listener = listener;
        this.carrier = carrier;
        this.peer = peer;
        this.source = peer;
        this.standing = standing;
        this.reader = new RequestReader(worker.loop(), carrier.allocator(), input);
        this.beganNanos = worker.time().nanos();
    }

    Worker worker() {
        return worker;
    }

    Listener listener() {
        return listener;
    }

    /** How whoever asks stands. */
    Standing standing() {
        return standing;
    }

    /** The request that is ready, until it is on its way. */
    ReceivedRequest request() {
        return reader.request();
    }

    /** The request that is on its way, or null. */
    @Nullable
    public Serving exchange() {
        return exchange;
    }

    /** Breaks it off because an operator wants that. */
    void kill() {
        killed = true;
        cut();
    }

    /** Whether an operator has broken it off. */
    boolean isKilled() {
        return killed;
    }

    /** The peer speaks for another client. */
    public void comesFrom(ClientSource client) {
        peer = client;
        source = client;
    }

    /** Ends it without a word. */
    public void reject() {
        exchange = null;
        become(State.ENDING);
        worker.timers().cancel(timeout);
        reader.release();
        carrier.reject();
    }

    /** Nothing more is asked behind the answer that is about to be given. */
    void dismiss() {
        carrier.dismiss();
    }

    /** Whether a request is awaited, or being received. */
    public boolean isReading() {
        return state.isReading();
    }

    /** A request is awaited from now on. */
    public void begin() {
        schedule(worker.timeouts().request().toNanos());
    }

    /** Takes over what the client has sent. */
    public void received(ByteBuf data) {
        if (state == State.ENDING || state == State.CLOSED) {
            data.release();
            return;
        }
        count(Counter.BYTES_IN, data.readableBytes());
        input.add(data);
        if (state.isReading()) {
            proceed();
        } else if (exchange != null) {
            exchange.received();
        }
        reading(state.isReading() || input.readable() <= MAX_AHEAD);
    }

    /** Reads what the client sends, or leaves it where it is. */
    private void reading(boolean on) {
        // behind the end nothing comes
        if (!input.isEnded()) {
            carrier.reading(on);
        }
    }

    /** What the client has sent ahead was used. */
    void readOn() {
        reading(input.readable() <= MAX_AHEAD);
    }

    /** Reads requests for as long as there are whole ones, and none is on its way. */
    private void proceed() {
        if (proceeding) {
            return; // an exchange has ended before it was begun with; the loop below goes on
        }
        proceeding = true;
        while (state.isReading() && input.readable() > 0 && readRequest()) {
            // each turn serves a request
        }
        proceeding = false;
        if (state.isReading() && input.isEnded()) {
            countUnfinished();
            end(false);
        }
    }

    /** Returns whether there may be another one. */
    private boolean readRequest() {
        if (state != State.RECEIVING) {
            beganNanos = state == State.NEW ? beganNanos : worker.time().nanos();
            become(State.RECEIVING);
            schedule(worker.timeouts().request().toNanos());
        }
        Snapshot snapshot = worker.snapshot();
        return switch (reader.read(snapshot.config().maxBody(), snapshot.looksAtCommands())) {
            case NEEDS_MORE -> false;
            case CONTINUE_WANTED -> {
                outbox().askForBody();
                yield true;
            }
            case REFUSED -> {
                refuse(reader.refusal());
                yield false;
            }
            case READY -> {
                serve(snapshot);
                yield true;
            }
        };
    }

    /** What has come can't be read as a request. */
    public void refuse(OwnAnswer answer) {
        count(Counter.REQUEST_ERRORS, 1);
        listener.malformed(
                source.address(), answer.message(), input.readable(), input.beginning(MalformedMessage.KEPT));
        refuseAndEnd(answer, Ending.REFUSED);
    }

    private void serve(Snapshot snapshot) {
        RequestHead head = worker.loop().requestHead();
        count(Counter.REQUESTS, 1);
        source = peer.asking(head, snapshot.guard().trustedProxies());
        Reception.receive(this, snapshot, head, account(head));
    }

    /** Has the request that is ready served, which its reader needn't keep. */
    void begin(Serving next, RequestHead head) {
        if (request().isStreamed()) {
            input.stream(head);
        }
        reader.next();
        enter(next);
    }

    /** Has the request that is ready served, and its reader keep it for now. */
    void enter(Serving next) {
        worker.timers().cancel(timeout);
        become(State.SERVING);
        exchange = next;
        next.start();
    }

    private void become(State next) {
        if (next != state && next == State.SERVING) {
            carrier.requestBegins();
        } else if (next != state && state == State.SERVING) {
            carrier.requestEnds();
        }
        state = next;
    }

    private Account account(@Nullable RequestHead head) {
        AccessLog log = worker.accessLog();
        RequestText text =
                log == null || head == null ? null : carrier.logged(request().text(head, log.bodyLimit()));
        return new Account(this, text, beganNanos);
    }

    /** Says what is wrong with bytes that can't be trusted, and reads no more of them. */
    private void refuseAndEnd(OwnAnswer answer, Ending ending) {
        Account account = account(null);
        account.answered(answer.status());
        account.sent(say(answer, true, 1, reader.isHead()));
        account.end(ending, Phase.REQUEST);
        end(true);
    }

    /** Sends an answer of our own, see {@link OwnAnswer#write}; returns its length. */
    int say(OwnAnswer answer, boolean close, int minorVersion, boolean toHead) {
        return outbox().send(
                        answer.with(listener.fixedFields()),
                        close,
                        minorVersion,
                        toHead,
                        worker.loop().dateLine());
    }

    /** The exchange is over, with its answer or without. */
    void exchangeDone(boolean keep) {
        exchange = null;
        outbox().flush();
        boolean unfinished = input.isUploading();
        input.endUpload();
        if (state != State.SERVING) {
            return;
        }
        become(State.IDLE);
        if (!keep || carrier.carriesOneRequest()) {
            end(unfinished || input.readable() > 0);
            return;
        }
        schedule(worker.timeouts().keepAlive().toNanos());
        reading(true);
        proceed();
        if (worker.isDraining()) {
            drain(); // the answer had begun when it was asked for
        }
    }

    /**
     * Ends it behind the last answer, once the client has taken all of that.
     *
     * @param lingering whether the client may be sending, so that closing at once could lose it the answer
     */
    private void end(boolean lingering) {
        become(State.ENDING);
        worker.timers().cancel(timeout);
        reader.release();
        carrier.end(lingering && !input.isEnded());
    }

    /** Breaks off in the middle of an answer, so that nobody takes what was sent for all of it. */
    void cut() {
        carrier.cut();
    }

    /** Ends it if nothing is asked; a request that has begun is still served, as the last one. */
    public void drain() {
        if (state == State.NEW || state == State.IDLE) {
            end(false);
        }
    }

    private void timedOut() {
        switch (state) {
            case NEW, RECEIVING -> {
                count(Counter.REQUEST_ERRORS, 1);
                refuseAndEnd(OwnAnswer.of(408, "The request took too long"), Ending.CLIENT_SLOW);
            }
            case IDLE -> {
                if (outbox().isPending()) {
                    end(false); // the client still takes its last answer, and gets the time for that
                } else {
                    carrier.close(); // nobody waits for an answer
                }
            }
            case SERVING, ENDING, CLOSED -> throw new IllegalStateException(state.toString());
        }
    }

    /** The client has said all that it has to say, and may wait for answers. */
    public void inputEnded() {
        input.end();
        switch (state) {
            case NEW, RECEIVING, IDLE -> {
                countUnfinished();
                end(false);
            }
            case SERVING -> {
                if (exchange != null) {
                    exchange.clientGone(true);
                }
            }
            case ENDING, CLOSED -> {}
        }
    }

    private void countUnfinished() {
        if (state == State.RECEIVING) {
            count(Counter.REQUEST_ERRORS, 1);
        }
    }

    /** The client takes more, or doesn't for now. */
    public void writabilityChanged() {
        if (exchange != null) {
            exchange.clientWritable(carrier.isWritable());
        }
    }

    /** What comes can't be what was agreed on below requests; whatever is on its way, the carrier ends. */
    public void malformed() {
        if (state.isReading()) {
            become(State.ENDING);
            count(Counter.REQUEST_ERRORS, 1);
        }
    }

    /** The carrier has ended, by whomever. */
    public void closed() {
        if (state == State.CLOSED) {
            return;
        }
        if (!input.isEnded()) {
            countUnfinished();
        }
        become(State.CLOSED);
        worker.timers().cancel(timeout);
        if (exchange != null) {
            exchange.clientGone(false);
        }
        outbox().release();
        reader.release();
    }

    /** Whether no more requests will come, so that the present answer is the last. */
    boolean isEnding() {
        return worker.isDraining() || input.isUploading() || input.isUsedUp();
    }

    /** What it sends, and what of that the present request takes. */
    Input input() {
        return input;
    }

    public ClientSource source() {
        return source;
    }

    boolean isWritable() {
        return carrier.isWritable();
    }

    /** What every answer carries. */
    FixedFields fixedFields() {
        return listener.fixedFields();
    }

    ClientOutbox outbox() {
        return carrier.outbox();
    }

    /** So many bytes of an answer have gone to the client. */
    void answered(long bytes) {
        count(Counter.BYTES_OUT, bytes);
        carrier.answered(bytes);
    }

    public void count(Counter counter, long amount) {
        listener.counters().add(worker.index(), counter, amount);
    }

    private void schedule(long nanosFromNow) {
        worker.timers().schedule(timeout, worker.time().nanos() + nanosFromNow);
    }
}
