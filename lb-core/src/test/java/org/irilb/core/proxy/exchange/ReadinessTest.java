package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"This operation cannot be executed: The subtangle has not been updated yet.\",\"duration\":2}",
                "{\"error\":\"This operations cannot be executed: The subtangle has not been updated yet.\"}",
                "{\"error\":\"The subtangle has not been updated yet\""
            })
    void theWordsAreKnownInEachOfTheirForms(String body) {
        ByteBuf in = Unpooled.copiedBuffer("x" + body, StandardCharsets.US_ASCII);
        in.skipBytes(1);

        assertThat(Readiness.isDenied(in, body.length())).isTrue();
        assertThat(in.readerIndex()).isOne();
        assertThat(Readiness.isDenied(in, 40)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"error":"Command [The subtangle has not been updated yet] is unknown"}
            {"exception":"The subtangle has not been updated yet"}
            {"command":"The subtangle has not been updated yet","error":"x"}
            The subtangle has not been updated yet
            {"error":"
            {
            """)
    void theWordsMeanNothingWhereAClientCanPutThem(String body) {
        ByteBuf in = Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII);

        assertThat(Readiness.isDenied(in, body.length())).isFalse();
    }
}
