package org.irilb.core.proxy.exchange;

import io.netty.buffer.ByteBuf;
import org.irilb.core.http.ChunkedDecoder;
import org.irilb.core.http.Framing;
import org.irilb.core.http.Gzip;
import org.irilb.core.http.HeadWriter;
import org.irilb.core.http.Outcome;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.ResponseHead;
import org.irilb.core.metrics.Counter;
import org.irilb.core.proxy.io.Outbox;
import org.irilb.core.proxy.request.Request;
import org.jspecify.annotations.Nullable;

/**
 * A node's answer on its way to the client: as it is, in chunks, or compressed. Once it is abandoned, what the node says
 * goes nowhere. One exchange's.
 */
final class Reply {

    /** What a compressor may still hold when the body ends. */
    private static final int REST = 256;

    private final ClientConnection client;
    private final Request request;
    private final Account account;
    private final @Nullable Job job;
    private boolean abandoned;
    private boolean chunked;
    private boolean last;
    private @Nullable Gzip gzip;
    /** Whether it would be compressed, if compressors hadn't enough to do. */
    private boolean bypassing;

    private @Nullable AnswerCopy copy;

    /** @param job whose answer it is, if others may wait for that too */
    Reply(ClientConnection client, Request request, Account account, @Nullable Job job) {
        this.client = client;
        this.request = request;
        this.account = account;
        this.job = job;
    }

    /** The client has gone. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Whether others wait for all of it, however slow the client is. */
    boolean isShared() {
        return copy != null;
    }

    /** Whether the client's connection ends behind it. */
    boolean isLast() {
        return last;
    }

    /** An interim answer, which only HTTP/1.1 knows (RFC 9110, section 15.2). */
    void interim(ResponseHead head) {
        if (request.minorVersion() >= 1 && !abandoned) {
            ByteBuf out = client.outbox().allocate(HeadWriter.sizeFor(head.length()));
            HeadWriter.response(head, -2, false, request.minorVersion(), dateLine(), out);
            client.outbox().append(out);
            client.outbox().flush();
        }
    }

    /** Everything that follows is another protocol. */
    void beginTunnel(ResponseHead head) {
        interim(head);
        last = true;
    }

    /**
     * The final answer begins.
     *
     * @param following bytes that were received together with it
     */
    void begin(ResponseHead head, int following) {
        copy = job == null ? null : job.answered(head);
        if (request.takesGzip() && worker().snapshot().compression().suits(head)) {
            bypassing = worker().compression().isReached(worker().loop().time().nanos());
            if (!bypassing) {
                gzip = worker().compressor();
                compressed(Counter.COMPRESSED_RESPONSES, 1);
            }
        }
        boolean unknownLength = head.framing() == Framing.CHUNKED || head.framing() == Framing.UNTIL_CLOSE;
        chunked = gzip != null || unknownLength && request.minorVersion() >= 1;
        last = !request.isPersistent() || unknownLength && !chunked || client.isEnding();
        if (abandoned) {
            return;
        }
        head.impose(client.fixedFields());
        ByteBuf out =
                client.outbox().allocate(HeadWriter.sizeFor(head.length()) + Math.min(following, Outbox.COPY_LIMIT));
        if (gzip != null) {
            HeadWriter.compressedResponse(head, last, dateLine(), out);
        } else {
            HeadWriter.response(head, chunked ? -1 : -2, last, request.minorVersion(), dateLine(), out);
        }
        account.sent(out.readableBytes());
        client.outbox().append(out);
    }

    private Worker worker() {
        return client.worker();
    }

    private byte[] dateLine() {
        return worker().loop().dateLine();
    }

    /** Counts at pool, server and listener. */
    private void compressed(Counter counter, long amount) {
        account.add(counter, amount);
        client.count(counter, amount);
    }

    /** Takes {@code length} bytes of the body out of {@code in}. */
    void body(ByteBuf in, int length) {
        if (bypassing && !abandoned) {
            compressed(Counter.COMPRESSION_BYPASSED, length);
        }
        if (copy != null) {
            copy.add(in, length);
        }
        if (abandoned) {
            in.skipBytes(length);
        } else if (gzip != null) {
            compressed(Counter.COMPRESSED_FROM, length);
            worker().compression().spend(length, worker().loop().time().nanos());
            ByteBuf out = client.outbox().allocate(length);
            gzip.compress(in, length, out);
            appendCompressed(out);
        } else if (chunked) {
            account.sent(length);
            client.outbox().appendChunk(in, length);
        } else {
            account.sent(length);
            client.outbox().append(in, length);
        }
    }

    /** The answer is whole. */
    void end(@Nullable ChunkedDecoder chunks) {
        if (job != null && copy != null) {
            job.keep(copy);
        }
        if (abandoned) {
            return;
        }
        if (gzip != null) {
            ByteBuf rest = client.outbox().allocate(REST);
            gzip.finish(rest);
            appendCompressed(rest);
        }
        if (chunked) {
            client.outbox().appendLastChunk(chunks);
        }
    }

    private void appendCompressed(ByteBuf compressed) {
        int length = compressed.readableBytes();
        if (length > 0) {
            compressed(Counter.COMPRESSED_TO, length);
            account.sent(length);
            client.outbox().appendChunk(compressed, length);
        }
        compressed.release();
    }

    /** Passes on a whole answer as though a node sent it now. */
    void play(KeptAnswer answer) {
        ResponseHead head = worker().loop().responseHead();
        Outcome outcome = head.parse(answer.head(), answer.head().length, false);
        assert outcome == Outcome.COMPLETE : outcome;
        ByteBuf body = answer.body();
        account.answered(head.status());
        begin(head, body.readableBytes());
        if (body.isReadable()) {
            body(body, body.readableBytes());
        }
        end(null);
        flush();
    }

    /**
     * Says something of our own instead of a node's answer.
     *
     * @return whether the client's connection goes on
     */
    boolean refuse(OwnAnswer answer) {
        boolean keep = request.isPersistent() && !client.isEnding();
        if (job != null) {
            job.refused(answer);
        }
        if (!abandoned) {
            account.answered(answer.status());
            account.sent(client.say(answer, !keep, request.minorVersion(), request.isHead()));
        }
        return keep;
    }

    /** Sends what was gathered while the node's bytes were read. */
    void flush() {
        if (!abandoned) {
            client.outbox().flush();
        }
    }

    void release() {
        if (gzip != null) {
            worker().giveBack(gzip);
            gzip = null;
        }
    }
}
