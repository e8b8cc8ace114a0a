package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.irilb.core.http.Outcome;
import org.irilb.core.http.ResponseHead;
import org.junit.jupiter.api.Test;

class KeptAnswerTest {

    private static KeptAnswer copy(int limit, String... pieces) {
        byte[] head = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);
        ResponseHead parsed = new ResponseHead();
        assertThat(parsed.parse(head, head.length, false)).isEqualTo(Outcome.COMPLETE);
        AnswerCopy copy = new AnswerCopy(parsed, limit);
        for (String piece : pieces) {
            ByteBuf in = Unpooled.copiedBuffer(piece + " and more", StandardCharsets.US_ASCII);
            copy.add(in, piece.length());
            assertThat(in.readableBytes()).isEqualTo(piece.length() + 9);
        }
        return copy.whole();
    }

    @Test
    void hasTheHeadAsItCameAndTheBodyPutTogether() {
        KeptAnswer answer = copy(11, "hello ", "world");

        assertThat(new String(answer.head(), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n");
        assertThat(answer.body().toString(StandardCharsets.US_ASCII)).isEqualTo("hello world");
    }

    @Test
    void isKeptUpToItsLimitOnly() {
        assertThat(copy(10, "hello ", "world")).isNull();
        assertThat(copy(5, "too long", "ok")).isNull();
    }

    /** What isn't on the heap is sent as it is. */
    @Test
    void isReadByEachOnHisOwnFromTheSameMemory() {
        KeptAnswer answer = copy(11, "hello ", "world");
        ByteBuf first = answer.body();
        ByteBuf second = answer.body();

        first.skipBytes(6);

        assertThat(second.readerIndex()).isZero();
        assertThat(first.isDirect()).isTrue();
        first.setByte(6, 'W');
        assertThat(second.toString(StandardCharsets.US_ASCII)).isEqualTo("hello World");
        first.release();
        assertThat(second.readByte()).isEqualTo((byte) 'h');
    }
}
