package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedDecoderTest {

    private final StringBuilder data = new StringBuilder();
    private ChunkedDecoder decoder = new ChunkedDecoder(true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0~~                            | ''",
                "5~hello~0~~                    | hello",
                "5~hello~6~ world~0~~           | 'hello world'",
                "A~0123456789~a~abcdefghij~0~~  | 0123456789abcdefghij",
                "000000000000005~hello~0~~      | hello",
                "000~~                          | ''",
                "5;a~hello~0;b=c~~              | hello",
                "5 ;a=\"b;c\"; d~hello~0~~      | hello",
                "5;a;b=c ; d = \"e\\\"f\";g~hello~0~~ | hello",
                "5~hello~0~X: y~~               | hello",
                "5~hello~0~X: y~Z:~~            | hello",
                "3~0~~0~~                       | 0~"
            })
    void takesABodyApart(String body, String expected) {
        String bytes = body.replace("~", "\r\n");
        assertThat(decode(bytes + "GET /")).isEqualTo(Outcome.COMPLETE);
        assertThat(data.toString()).isEqualTo(expected.replace("~", "\r\n"));
        assertThat(rest).isEqualTo("GET /");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~",
                " 5~hello~",
                "\t5~hello~",
                "+5~hello~",
                "-5~hello~",
                "0x5~hello~",
                "5x~hello~",
                "g~",
                ";a~",
                "5 ~hello~",
                "5 6~hello~",
                "5,5~hello~",
                "5\nhello~",
                "5\r5~hello~",
                "5\rhello~",
                "5;a\nhello~",
                "5;a\r;b~hello~",
                "5;a\u0000~hello~",
                "5;~hello~",
                "5;;a~hello~",
                "5;a=b~hello~5x~hello~0~~",
                "5;a=\"b\"~hello~5 ~hello~0~~",
                "5;a ~hello~",
                "5;a=~hello~",
                "5;a=b c~hello~",
                "5;a b~hello~",
                "5;=b~hello~",
                "5;a=b ~hello~",
                "5;a=\"b~hello~",
                "5;a=\"b\\~hello~",
                "5;a=\"b\"c~hello~",
                "5;a=\"\u00e4\"~hello~",
                "5;a:b~hello~",
                "5;a\u007f~hello~",
                "5\u00a0~hello~",
                "5;\u00e4~hello~",
                "5~hello\n0~~",
                "5~hello\r0~~",
                "5~helloo~0~~",
                "5~hell~0~~0",
                "5~hello0~~",
                "5~hello~~0~~",
                "0000000000000005~hello~",
                "ffffffffffffffff~",
                "8000000000000000~",
                "5~hello~-1~",
                "\u00b2~"
            })
    void refusesChunksThatAreNotValid(String body) {
        assertThat(decode(body.replace("~", "\r\n"))).isEqualTo(Outcome.BAD_CHUNK);
        assertThat(Outcome.BAD_CHUNK.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X : y~~", " X: y~~", "X: y~ z~~", "X: \u0000~~", "X: y\rZ: a~~", "X: y\n~", "\n", "x~~"})
    void refusesTrailersThatAreNoFieldLines(String trailers) {
        assertThat(decode("0\r\n" + trailers.replace("~", "\r\n")).isRefusal()).isTrue();
    }

    @Test
    void readsTheSameInPiecesOfAnySize() {
        String body = "5;a=b\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nX: y\r\n\r\n";
        for (int size = 1; size < body.length(); size++) {
            decoder = new ChunkedDecoder(true);
            data.setLength(0);
            Outcome outcome = Outcome.INCOMPLETE;
            for (int i = 0; i < body.length(); i += size) {
                assertThat(outcome).isEqualTo(Outcome.INCOMPLETE);
                outcome = feed(body.substring(i, Math.min(body.length(), i + size)));
            }
            assertThat(outcome).isEqualTo(Outcome.COMPLETE);
            assertThat(data.toString()).isEqualTo("hello0123456789abcdef");
        }
    }

    @Test
    void sizesUpToSixtyBitsAreCountedRight() {
        ByteBuf in = Unpooled.copiedBuffer("fffffffffffffff\r\nabc", StandardCharsets.US_ASCII);
        assertThat(decoder.read(in)).isEqualTo(Outcome.INCOMPLETE);
        assertThat(decoder.available(in)).isEqualTo(3);
        in.skipBytes(3);
        decoder.taken(3);
        assertThat(decoder.read(in)).isEqualTo(Outcome.INCOMPLETE);
        assertThat(decoder.available(in)).isZero();
    }

    @Test
    void extensionsAreBoundedOverAllOfTheMessage() {
        assertThat(decode("5;" + "x".repeat(4095) + "\r\nhello\r\n0\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(decode("5;" + "x".repeat(4096) + "\r\nhello\r\n0\r\n\r\n")).isEqualTo(Outcome.CHUNK_OVERHEAD);
        assertThat(decode("5" + " ".repeat(4097))).isEqualTo(Outcome.CHUNK_OVERHEAD);
        assertThat(decode("1;xxxxxxx\r\na\r\n".repeat(512) + "0\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(decode("1;xxxxxxx\r\na\r\n".repeat(513))).isEqualTo(Outcome.CHUNK_OVERHEAD);
        assertThat(Outcome.CHUNK_OVERHEAD.status()).isEqualTo(400);
    }

    @Test
    void trailersAreBounded() {
        assertThat(decode("0\r\nX: " + "y".repeat(4096 - 6) + "\r\n\r\n")).isEqualTo(Outcome.CHUNK_OVERHEAD);
        assertThat(decode("0\r\nX: " + "y".repeat(4096 - 7) + "\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(decode("0\r\n" + "X: y\r\n".repeat(101) + "\r\n")).isEqualTo(Outcome.TOO_MANY_FIELDS);
    }

    @Test
    void trailersGoOnExceptWhatFramesRoutesOrIsForOneConnection() {
        assertThat(decode("0\r\nX-Sum: 1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nHost: a\r\n"
                        + "Connection: close\r\nX-Forwarded-For: b\r\netag: c\r\nAuthorization: d\r\n\r\n"))
                .isEqualTo(Outcome.COMPLETE);
        assertThat(Heads.written(out -> HeadWriter.lastChunk(decoder, out)))
                .isEqualTo("0\r\nX-Sum: 1\r\netag: c\r\n\r\n");
        assertThat(Heads.written(HeadWriter::lastChunk)).isEqualTo("0\r\n\r\n");
    }

    @Test
    void trailersAreCheckedAndDroppedIfTheyAreNotToBeKept() {
        ChunkedDecoder dropping = new ChunkedDecoder(false);
        assertThat(dropping.read(Unpooled.copiedBuffer("0\r\nX: y\r\n\r\n", StandardCharsets.US_ASCII)))
                .isEqualTo(Outcome.COMPLETE);
        assertThat(Heads.written(out -> HeadWriter.lastChunk(dropping, out))).isEqualTo("0\r\n\r\n");
        assertThat(new ChunkedDecoder(false)
                        .read(Unpooled.copiedBuffer("0\r\nX : y\r\n\r\n", StandardCharsets.US_ASCII)))
                .isEqualTo(Outcome.BAD_FIELD_NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3\r\nab",
                "3\r\nabc\r",
                "1",
                "5;x",
                "0\r\nX: y",
                "0\r\nX-Sum: 1\r\n\r\n",
                "g",
            })
    void oneThatBeginsAgainRemembersNothing(String before) {
        decode(before);
        decoder.restart(true);
        data.setLength(0);
        assertThat(feed("2\r\nde\r\n0\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(data).hasToString("de");
        assertThat(Heads.written(out -> HeadWriter.lastChunk(decoder, out))).isEqualTo("0\r\n\r\n");
    }

    @Test
    void overheadIsCountedFromAnewWhenItBeginsAgain() {
        String most = "5;" + "x".repeat(4000) + "\r\nhello\r\n0\r\n\r\n";
        assertThat(decode(most)).isEqualTo(Outcome.COMPLETE);
        decoder.restart(true);
        assertThat(feed(most)).isEqualTo(Outcome.COMPLETE);
    }

    private String rest = "";

    private Outcome decode(String body) {
        decoder = new ChunkedDecoder(true);
        data.setLength(0);
        return feed(body);
    }

    private Outcome feed(String body) {
        ByteBuf in = Unpooled.copiedBuffer(body, StandardCharsets.ISO_8859_1);
        while (true) {
            Outcome outcome = decoder.read(in);
            int available = decoder.available(in);
            if (outcome != Outcome.INCOMPLETE || available == 0) {
                rest = in.toString(StandardCharsets.ISO_8859_1);
                return outcome;
            }
            data.append(in.readCharSequence(available, StandardCharsets.ISO_8859_1));
            decoder.taken(available);
        }
    }
}
