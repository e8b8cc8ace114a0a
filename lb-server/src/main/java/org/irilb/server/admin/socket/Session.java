package org.irilb.server.admin.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Commands;
import org.irilb.server.admin.command.Dialogue;
import org.irilb.server.admin.command.Request;
import org.irilb.server.admin.command.Severity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. It is read no further while an answer is on its way, so that it holds at most one line, one batch of
 * output and one payload. The admin thread only.
 */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Commands after which other sessions have their turn. */
    private static final int COMMANDS_A_TURN = 16;

    /** How long a client whose answer is complete may go on to send, and how much: a close would break the answer off. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

    private static final int LINGER_BYTES = 4 * 1024 * 1024;

    /** Nearly all clients have nothing more to say. */
    private static final int WASTE_BYTES = 1024;

    /** A part of the talk. */
    private interface Step {
        void run() throws IOException;
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Commands commands;
    private final Executor loop;
    private final Dialogue dialogue;
    private final Input input = new Input();
    private final Output output = new Output();
    private @Nullable Request request;
    private boolean awaiting;
    private boolean answered;
    private boolean lingering;
    private int lingered;
    private long deadlineNanos;

    /**
     * @param key registration of its channel, for reading
     * @param loop the admin thread
     */
    Session(SelectionKey key, Commands commands, Executor loop, Dialogue dialogue) {
        this.channel = (SocketChannel) key.channel();
        this.key = key;
        this.commands = commands;
        this.loop = loop;
        this.dialogue = dialogue;
        this.deadlineNanos = System.nanoTime() + dialogue.timeout().toNanos();
    }

    /** When its client has been silent for too long, as {@link System#nanoTime()} tells it. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** The channel can be read or written. Whatever goes wrong ends this session only. */
    void ready(long nowNanos) {
        attempt(() -> {
            if (lingering) {
                discard();
                return;
            }
            if (key.isReadable()) {
                input.read(channel);
            }
            proceed();
            deadlineNanos = nowNanos + patienceNanos();
        });
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.debug("an admin session broke off: {}", e.getMessage());
            close();
        } catch (RuntimeException | Error e) {
            close(); // or its client would wait for what doesn't come
            LOG.error("an admin session was closed", e);
        }
    }

    private long patienceNanos() {
        if (lingering) {
            return LINGER_NANOS;
        }
        return output.isFollowing() && output.isSent()
                ? FOREVER_NANOS
                : dialogue.timeout().toNanos();
    }

    private void proceed() throws IOException {
        for (int commands = 0; commands < COMMANDS_A_TURN; commands++) {
            if (!output.write(channel)) {
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
            if (awaiting) {
                key.interestOps(0);
                return;
            }
            if (dialogue.ended()) {
                finish();
                return;
            }
            if (output.isFollowing()) {
                if (input.isEmpty() && !input.ended()) {
                    key.interestOps(SelectionKey.OP_READ);
                    return;
                }
                stopFollowing();
                continue;
            }
            if (!takeLine() && !isReadFurther()) {
                waitForMore();
                return;
            }
        }
        key.interestOps(SelectionKey.OP_WRITE);
    }

    /** The client has said something, be it the end of a line only, or will say no more. */
    private void stopFollowing() {
        output.stopFollowing();
        input.dropEmptyLine();
        endAnswer();
    }

    /** Returns whether there was a line. */
    private boolean takeLine() {
        Request open = request;
        String line = open == null ? input.nextCommand() : input.nextLine();
        if (line == null) {
            return false;
        }
        if (open == null) {
            if (isHttp(line)) {
                refuse("HTTP is not spoken here (expected: a command, see 'help').");
                return true;
            }
            open = new Request(line);
        } else if (!open.add(line)) {
            refuse("Payload too long (expected: at most " + Request.PAYLOAD_LIMIT + " characters).");
            return true;
        }
        request = open.isComplete() ? null : open;
        if (open.isComplete()) {
            answer(commands.run(open, dialogue));
        } else if (dialogue.interactive()) {
            output.add("+ ");
        }
        return true;
    }

    /** Whether a client that could be let go has sent more, of which a full buffer left some unread. */
    private boolean isReadFurther() throws IOException {
        return isSatisfied() && input.read(channel) > 0;
    }

    private boolean isSatisfied() {
        return answered && !dialogue.interactive() && input.isEmpty() && request == null;
    }

    /**
     * Whether it begins a request of HTTP. What follows could be orders that a page of the internet has the browser of
     * somebody who may give them send here; nothing that it can put before this line, in a URL, has a blank in it.
     */
    private static boolean isHttp(String line) {
        return line.endsWith(" HTTP/1.1") || line.endsWith(" HTTP/1.0");
    }

    private void waitForMore() throws IOException {
        if (input.ended() || isSatisfied()) {
            finish();
            return;
        }
        if (input.isFull()) {
            refuse("Line too long (expected: at most " + Input.LINE_LIMIT + " bytes).");
            proceed();
            return;
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void answer(Answer answer) {
        if (dialogue.ended()) {
            return;
        }
        if (answer instanceof Answer.Message message) {
            output.add(message.severity().prefix(dialogue.severities()) + message.text() + "\n");
        } else if (answer instanceof Answer.Listing listing) {
            output.add(listing.text());
        } else if (answer instanceof Answer.Later later) {
            awaiting = true;
            later.answer().thenAccept(known -> loop.execute(() -> tell(known)));
            return;
        } else if (answer instanceof Answer.Following following) {
            output.follow(following.feed());
            following.feed().onMore(() -> loop.execute(this::goOn));
            return;
        }
        endAnswer();
    }

    private void endAnswer() {
        output.add(dialogue.interactive() ? "\n> " : "\n");
        answered = true;
    }

    /** There is more of what the client follows. */
    private void goOn() {
        if (isOpen()) {
            ready(System.nanoTime());
        }
    }

    /** What the client waits for is known. */
    private void tell(Answer answer) {
        if (isOpen()) {
            attempt(() -> {
                awaiting = false;
                answer(answer);
            });
            goOn();
        }
    }

    private void refuse(String why) {
        output.add(Severity.ERROR.prefix(dialogue.severities()) + why + "\n\n");
        dialogue.end();
    }

    /** Everything is said. What the client still sends is thrown away, for a while. */
    private void finish() throws IOException {
        if (input.ended()) {
            close();
            return;
        }
        channel.shutdownOutput();
        lingering = true;
        key.interestOps(SelectionKey.OP_READ);
    }

    private void discard() throws IOException {
        int count = channel.read(ByteBuffer.allocate(WASTE_BYTES));
        lingered += count;
        if (count < 0 || lingered > LINGER_BYTES) {
            close();
        }
    }

    void close() {
        output.close();
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("an admin session could not be closed: {}", e.getMessage());
        }
    }
}
