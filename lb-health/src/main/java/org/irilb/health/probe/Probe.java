package org.irilb.health.probe;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.irilb.core.config.Scheme;
import org.irilb.core.tls.HandshakeFailure;
import org.irilb.core.tls.NodeTls;
import org.irilb.health.check.Check;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.Dialogue;
import org.irilb.health.check.Dialogue.Answer;
import org.irilb.health.check.Dialogue.Question;
import org.irilb.health.check.Dialogue.Step;
import org.irilb.health.check.Dialogue.Verdict;
import org.irilb.health.check.Target;
import org.jspecify.annotations.Nullable;

/** A check that is being run: one connection at a time, within one time limit over all. One loop's. */
final class Probe {

    private final EventLoop loop;
    private final Connector connector;
    private final Check check;
    private final Target target;
    private final Dialogue dialogue;
    private final CompletableFuture<CheckResult> result = new CompletableFuture<>();
    private Phase phase = Phase.RESOLVING;
    private boolean ended;
    private long startNanos;
    private long askedNanos;
    private @Nullable ScheduledFuture<?> limit;
    private @Nullable InetSocketAddress address;
    private @Nullable Channel channel;
    private @Nullable Question question;
    private boolean lacksCertificate;

    Probe(EventLoop loop, Connector connector, Check check) {
        this.loop = loop;
        this.connector = connector;
        this.check = check;
        this.target = check.target();
        this.dialogue = check.begin();
    }

    /** Any thread may wait for it. */
    CompletableFuture<CheckResult> result() {
        return result;
    }

    void start() {
        assert loop.inEventLoop();
        startNanos = System.nanoTime();
        limit = loop.schedule(this::tooLate, check.timeout().toNanos(), TimeUnit.NANOSECONDS);
        connector.resolve(
                target,
                known -> {
                    address = known;
                    connect();
                },
                this::failed);
    }

    private void connect() {
        if (ended || address == null) {
            return;
        }
        phase = Phase.CONNECTING;
        ChannelFuture connected;
        try {
            connected = connector.connect(check, address, new Handler());
        } catch (SSLException e) {
            phase = Phase.SECURING;
            failed(e);
            return;
        } catch (ChannelException e) {
            failed(e);
            return;
        }
        channel = connected.channel();
        connected.addListener(future -> {
            if (!future.isSuccess()) {
                failed(future.cause());
            } else if (target.scheme() == Scheme.HTTPS) {
                secure(connected.channel());
            } else {
                established();
            }
        });
    }

    private void secure(Channel channel) {
        phase = Phase.SECURING;
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        tls.handshakeFuture().addListener(handshake -> {
            if (handshake.isSuccess()) {
                lacksCertificate = NodeTls.lacksCertificate(tls);
                established();
            } else {
                failed(handshake.cause());
            }
        });
    }

    /** A connection stands: the first one, or one for a question that the last could not carry. */
    private void established() {
        if (ended) {
            return;
        }
        phase = Phase.ASKING;
        if (question == null) {
            follow(dialogue.connected());
        } else {
            send(question);
        }
    }

    private void follow(Step step) {
        if (step instanceof Dialogue.Ask ask) {
            question = ask.question();
            if (channel != null && channel.isActive()) {
                send(ask.question());
            } else {
                connect();
            }
        } else if (step instanceof Dialogue.Conclude conclude) {
            Verdict verdict = conclude.verdict();
            String text = verdict.status().passed() ? verdict.text() : blamed(verdict.text());
            end(new CheckResult(verdict.status(), verdict.httpCode(), verdict.warning(), took(), text, verdict.info()));
        }
    }

    private void send(Question question) {
        if (channel != null) {
            askedNanos = System.nanoTime();
            channel.writeAndFlush(QuestionMessage.of(question, target));
        }
    }

    private void answered(FullHttpResponse response) {
        if (ended || question == null) {
            return;
        }
        if (response.decoderResult().isFailure()) {
            end(unanswered(CheckStatus.L7RSP, question.name() + ": no HTTP (expected: an answer)"));
            return;
        }
        if (isInterim(response.status())) {
            return;
        }
        byte[] body = ByteBufUtil.getBytes(response.content());
        Duration took = Duration.ofNanos(System.nanoTime() - askedNanos);
        if (!HttpUtil.isKeepAlive(response)) {
            leave();
        }
        follow(dialogue.answered(new Answer(response.status().code(), body, took)));
    }

    /** The answer is still to come (RFC 9110, section 15.2); who changes the protocol gives none. */
    private static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL
                && !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    private void failed(Throwable cause) {
        end(Causes.ownFault(cause)
                .map(fault -> unanswered(CheckStatus.SOCKERR, fault))
                .orElseGet(() -> unanswered(phase.failure(), doing() + ": " + reason(cause))));
    }

    private void closed(Channel closed) {
        if (closed == channel && phase == Phase.ASKING) {
            end(unanswered(CheckStatus.L7RSP, doing() + ": the connection was closed (expected: a whole answer)"));
        }
    }

    private void tooLate() {
        end(unanswered(phase.timeout(), doing() + ": not done within " + shown(check.timeout())));
    }

    private String doing() {
        return phase == Phase.ASKING && question != null ? question.name() : phase.doing() + target.authority();
    }

    private static String shown(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private String reason(Throwable cause) {
        return switch (phase) {
            case RESOLVING -> "no such name";
            case SECURING -> HandshakeFailure.reason(cause);
            case CONNECTING, ASKING -> Causes.inWords(cause);
        };
    }

    private CheckResult unanswered(CheckStatus status, String text) {
        return CheckResult.unanswered(status, took(), blamed(text));
    }

    /** A failure behind a handshake in which something was missing is probably due to that. */
    private String blamed(String text) {
        return lacksCertificate ? text + "; it wants a client certificate" : text;
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void end(CheckResult end) {
        if (ended) {
            return; // what is closed may fail once more
        }
        ended = true;
        if (limit != null) {
            limit.cancel(false);
        }
        leave();
        result.complete(end);
    }

    private void leave() {
        Channel left = channel;
        channel = null;
        if (left != null) {
            left.close();
        }
    }

    private final class Handler extends SimpleChannelInboundHandler<FullHttpResponse> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
            answered(response);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            closed(ctx.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof PrematureChannelClosureException) {
                closed(ctx.channel());
            } else if (ctx.channel() == channel && phase == Phase.ASKING) {
                failed(cause);
            }
            ctx.close();
        }
    }
}
