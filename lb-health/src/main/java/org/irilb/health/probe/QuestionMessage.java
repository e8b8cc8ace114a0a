package org.irilb.health.probe;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.irilb.health.check.Dialogue.Question;
import org.irilb.health.check.Target;

/** A check's question as the message that is sent. Stateless. */
final class QuestionMessage {

    private QuestionMessage() {}

    static FullHttpRequest of(Question question, Target target) {
        byte[] body = question.body().getBytes(StandardCharsets.UTF_8);
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(question.method()),
                question.path().isEmpty() ? target.path() : question.path(),
                Unpooled.wrappedBuffer(body));
        request.headers()
                .set(HttpHeaderNames.HOST, target.authority())
                .set("X-IOTA-API-Version", "1")
                .set(HttpHeaderNames.USER_AGENT, "iri-lb-check");
        if (body.length > 0) {
            request.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        if (!target.user().isEmpty()) {
            String user = Base64.getEncoder().encodeToString(target.user().getBytes(StandardCharsets.UTF_8));
            request.headers().set(HttpHeaderNames.AUTHORIZATION, "Basic " + user);
        }
        return request;
    }
}
