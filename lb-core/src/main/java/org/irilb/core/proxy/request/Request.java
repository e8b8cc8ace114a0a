package org.irilb.core.proxy.request;

import io.netty.buffer.ByteBuf;
import org.irilb.core.command.Command;
import org.irilb.core.config.CommandClass;
import org.irilb.core.config.RetryRule;
import org.irilb.core.http.ForwardedBy;
import org.irilb.core.http.HeadWriter;
import org.irilb.core.http.Method;
import org.irilb.core.http.RequestHead;
import org.irilb.core.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent to a node, and what must be known of it to answer the client. Keeps its bytes until
 * {@link #release}, so that it can be sent again. One loop's.
 */
public final class Request {

    private final Command command;
    private final Method method;
    private final int minorVersion;
    private final boolean persistent;
    private final long bytesIn;
    private final int bodyLength;
    private @Nullable ByteBuf head;
    private @Nullable ByteBuf body;
    private final boolean streamed;
    private final boolean webSocket;
    private final boolean takesGzip;

    private Request(
            Command command,
            RequestHead head,
            ReceivedRequest received,
            ByteBuf out,
            boolean webSocket,
            boolean takesGzip) {
        this.command = command;
        this.method = head.method();
        this.minorVersion = head.minorVersion();
        this.persistent = head.isPersistent();
        this.bytesIn = (long) head.length() + received.bodyLength();
        this.bodyLength = received.bodyLength();
        this.head = out;
        this.body = received.isSmall() ? null : received.body();
        this.streamed = received.isStreamed();
        this.webSocket = webSocket;
        this.takesGzip = takesGzip;
    }

    /**
     * The same request, made out for a node.
     *
     * @param snapshot says what the client may have of what it wants
     */
    public static Request of(
            Snapshot snapshot, Command command, RequestHead head, ReceivedRequest received, ForwardedBy by) {
        boolean webSocket = snapshot.allowsWebSocket() && head.asksForWebSocket();
        if (webSocket) {
            head.keepUpgrade();
        }
        ByteBuf out = received.allocate(HeadWriter.sizeFor(head.length()));
        HeadWriter.request(head, by, lengthToNode(head, received), received.isStreamed(), out);
        if (received.isSmall()) {
            out.writeBytes(received.bytes(), received.bodyOffset(), received.bodyLength());
        }
        return new Request(
                command, head, received, out, webSocket, snapshot.compression().isWantedBy(head));
    }

    /** What is said of the body's length, see {@link HeadWriter#request}. */
    private static long lengthToNode(RequestHead head, ReceivedRequest received) {
        return switch (head.framing()) {
            case NONE, UNTIL_CLOSE -> -2;
            case LENGTH -> head.contentLength();
            case CHUNKED -> received.isStreamed() ? -1 : received.bodyLength();
        };
    }

    /** Whether its answer may be compressed. */
    public boolean takesGzip() {
        return takesGzip;
    }

    public boolean wantsWebSocket() {
        return webSocket;
    }

    /** A reference for sending, from the first byte on. */
    public ByteBuf head() {
        if (head == null) {
            throw new IllegalStateException("a request was sent after its release");
        }
        return head.readerIndex(0).retain();
    }

    /** A reference for sending, from the first byte on; null if the head holds all. */
    @Nullable
    public ByteBuf body() {
        return body == null ? null : body.readerIndex(0).retain();
    }

    /** Whether the method is HEAD. */
    public boolean isHead() {
        return method == Method.HEAD;
    }

    public Command command() {
        return command;
    }

    /** The client's. */
    public int minorVersion() {
        return minorVersion;
    }

    /** Whether the client goes on with the connection. */
    public boolean isPersistent() {
        return persistent;
    }

    public long bytesIn() {
        return bytesIn;
    }

    /** Whether all of it is here, and stays until a node has answered. */
    public boolean isWhole() {
        return !streamed;
    }

    /**
     * Whether it may be sent again, to any node, when a node has got it and hasn't answered. What may not goes out on a
     * connection of its own: with a kept one that the node is closing this very moment it could be lost, and nobody
     * could tell whether it had begun.
     */
    public boolean isRepeatable() {
        if (streamed || webSocket) {
            return false;
        }
        if (command instanceof Command.Named named) {
            return named.profile().retry() == RetryRule.ANY_NODE;
        }
        return method.isSafe();
    }

    /** Whether it would have a node end whatever proof of work it is at. */
    public boolean interruptsWork() {
        return command instanceof Command.Named named && named.profile().kind() == CommandClass.INTERRUPT;
    }

    public boolean isPost() {
        return method == Method.POST;
    }

    /** By which an equal body is told. */
    public Fingerprint fingerprint() {
        ByteBuf last = body == null ? head : body;
        if (last == null) {
            throw new IllegalStateException("a request was looked at after its release");
        }
        return Fingerprint.ofLast(last, bodyLength);
    }

    /** Whether the node goes on with it when its client has left, so that its place isn't free. */
    public boolean outlivesClient() {
        return command instanceof Command.Named named && named.doesWork();
    }

    public void release() {
        if (head != null) {
            head.release();
            head = null;
        }
        if (body != null) {
            body.release();
            body = null;
        }
    }
}
