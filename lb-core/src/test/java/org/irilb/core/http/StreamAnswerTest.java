package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamAnswerTest {

    private final StreamAnswer answer = new StreamAnswer();

    private static ByteBuf bytes(String latin1) {
        return Unpooled.copiedBuffer(latin1, StandardCharsets.ISO_8859_1);
    }

    private static List<String> lines(Http2Headers fields) {
        List<String> lines = new ArrayList<>();
        fields.forEach(field -> lines.add(field.getKey() + "=" + field.getValue()));
        return lines;
    }

    @Test
    void aHeadBecomesFieldsInLowerCaseAndItsBodyStays() {
        ByteBuf in = bytes("HTTP/1.1 200 OK\r\nContent-Type:  application/json \r\nX-Own: A\r\nempty:\r\n\r\n{}");
        assertThat(lines(answer.read(in)))
                .containsExactly(":status=200", "content-type=application/json", "x-own=A", "empty=");
        assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo("{}");
        assertThat(answer.isInterim()).isFalse();
    }

    @Test
    void fieldsOfTheConnectionEndHere() {
        ByteBuf in = bytes("HTTP/1.1 204 No Content\r\nConnection: close\r\nKeep-Alive: timeout=5\r\n"
                + "Transfer-Encoding: chunked\r\nProxy-Connection: x\r\nUpgrade: h2c\r\nDate: now\r\n\r\n");
        assertThat(lines(answer.read(in))).containsExactly(":status=204", "date=now");
    }

    @Test
    void anInterimAnswerIsOne() {
        answer.read(bytes("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"));
        assertThat(answer.isInterim()).isTrue();
    }

    @Test
    void aHeadOfAnyLengthAndManyFieldsIsRead() {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 150; i++) {
            head.append("X-").append(i).append(": ").append("y".repeat(200)).append("\r\n");
        }
        assertThat(answer.read(bytes(head + "\r\n")).size()).isEqualTo(151);
    }

    @Test
    void trailersThatMayGoOnBecomeFields() {
        ChunkedDecoder chunks = new ChunkedDecoder(true);
        assertThat(chunks.read(bytes("0\r\nX-Sum: 1\r\nContent-Length: 5\r\nDate: now\r\n\r\n")))
                .isEqualTo(Outcome.COMPLETE);
        assertThat(lines(answer.trailers(chunks))).containsExactly("x-sum=1", "date=now");
    }

    @Test
    void ourOwnAnswersAreRead() {
        ByteBuf out = Unpooled.buffer();
        OwnAnswer.of(400, "no").write(true, 1, false, "Date: now\r\n".getBytes(StandardCharsets.US_ASCII), out);
        assertThat(lines(answer.read(out))).contains(":status=400", "content-type=application/json", "date=now");
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).contains("\"error\":\"no\"");
    }
}
