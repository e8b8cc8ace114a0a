package org.irilb.server.demo;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonSyntaxException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: its requests one after the other, answered with IRI's own header lines. The next request is
 * read when the last one is answered. The node's loop's.
 */
final class NodeConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** In characters, as IRI counts. */
    private static final int MAX_BODY = 1_000_000;

    private static final Gson GSON = new Gson();

    private final NodeApi api;
    private final Supplier<NodeTraits> traits;

    NodeConnection(NodeApi api, Supplier<NodeTraits> traits) {
        this.api = api;
        this.traits = traits;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            context.close();
            return;
        }
        context.channel().config().setAutoRead(false);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (request.method().equals(HttpMethod.OPTIONS)) {
            send(context, preflight(keepAlive), keepAlive);
            return;
        }
        long began = System.nanoTime();
        Consumer<Answer> answered = answer -> send(context, response(answer, began, keepAlive), keepAlive);
        try {
            receive(request, answered);
        } catch (Failure failure) {
            answered.accept(Answer.of(failure));
        }
    }

    private void receive(FullHttpRequest request, Consumer<Answer> answered) {
        if (!request.headers().contains("X-IOTA-API-Version")) {
            throw Failure.badRequest("Invalid API Version");
        }
        String body = request.content().toString(StandardCharsets.UTF_8);
        if (body.length() > MAX_BODY) {
            throw Failure.badRequest("Request too long");
        }
        Map<?, ?> parameters = parse(body);
        api.execute(command(parameters), new Call(new Parameters(parameters), traits.get(), answered));
    }

    private static @Nullable String command(Map<?, ?> parameters) {
        try {
            return (String) parameters.get("command");
        } catch (ClassCastException e) {
            throw Failure.exception(e.getMessage()); // which is what IRI says, too
        }
    }

    private static Map<?, ?> parse(String body) {
        Map<?, ?> parameters;
        try {
            parameters = GSON.fromJson(body, Map.class);
        } catch (JsonSyntaxException e) {
            throw Failure.badRequest("Invalid JSON syntax: " + e.getMessage());
        }
        if (parameters == null) {
            throw Failure.badRequest("Invalid request payload: '" + body + "'");
        }
        return parameters;
    }

    private static FullHttpResponse response(Answer answer, long began, boolean keepAlive) {
        JsonObject body = answer.body();
        body.addProperty("duration", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        ByteBuf bytes = Unpooled.copiedBuffer(GSON.toJson(body), StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), bytes);
        response.headers()
                .add("Connection", keepAlive ? "keep-alive" : "close")
                .add("Access-Control-Allow-Origin", "*")
                .add("Keep-Alive", "timeout=500, max=100")
                .add("Content-Type", "application/json")
                .add("Content-Length", bytes.readableBytes());
        return response;
    }

    private static FullHttpResponse preflight(boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers()
                .add("Allow", "GET,HEAD,POST,PUT,DELETE,TRACE,OPTIONS,CONNECT,PATCH")
                .add("Connection", keepAlive ? "keep-alive" : "close")
                .add("Access-Control-Allow-Origin", "*")
                .add(
                        "Access-Control-Allow-Headers",
                        "User-Agent, Origin, X-Requested-With, Content-Type, Accept, X-IOTA-API-Version")
                .add("Content-Type", "text/plain")
                .add("Content-Length", 0);
        return response;
    }

    private static void send(ChannelHandlerContext context, FullHttpResponse response, boolean keepAlive) {
        HttpHeaders headers = response.headers();
        headers.add("Date", DateFormatter.format(new Date()));
        if (keepAlive) {
            context.writeAndFlush(response);
            context.channel().config().setAutoRead(true);
            return;
        }
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    /** The other side has gone or speaks no HTTP: nobody to tell. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
