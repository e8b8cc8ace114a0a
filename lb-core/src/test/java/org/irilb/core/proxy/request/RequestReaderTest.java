package org.irilb.core.proxy.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.http.RequestHead;
import org.irilb.core.kit.Setup;
import org.irilb.core.pool.Outside;
import org.irilb.core.proxy.loop.Loop;
import org.irilb.core.proxy.request.RequestReader.Progress;
import org.irilb.core.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

    private static final int MAX_BODY = 10_000;
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: here\r\n";
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: here\r\n\r\n";

    private final DefaultEventLoop executor = new DefaultEventLoop();
    private final Loop loop = new Loop(
            0,
            executor,
            new SnapshotBuilder(1, Outside.SYSTEM).build(Setup.standard().config(), List.of(), 0));
    private final ByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final List<ByteBuf> received = new ArrayList<>();
    private final Input input = new Input();
    private final RequestReader reader = new RequestReader(loop, allocator, input);

    @AfterEach
    void nothingIsKept() {
        reader.release();
        executor.shutdownGracefully();
        assertThat(received).allMatch(buffer -> buffer.refCnt() == 0);
    }

    private void receive(String text) {
        ByteBuf buffer = Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        received.add(buffer);
        input.add(buffer);
    }

    private Progress read() {
        return reader.read(MAX_BODY, true);
    }

    private String body() {
        ReceivedRequest request = reader.request();
        return new String(request.bytes(), request.bodyOffset(), request.bodyLength(), StandardCharsets.ISO_8859_1);
    }

    private void assertNextFollows() {
        reader.next();
        assertThat(input.beginning(100)).isEqualTo(NEXT);
        assertThat(read()).isEqualTo(Progress.READY);
        assertThat(loop.requestHead().lineText()).isEqualTo("GET /next HTTP/1.1");
        assertThat(reader.request().isBodiless()).isTrue();
        reader.next();
        assertThat(input.readable()).isZero();
        assertThat(read()).isEqualTo(Progress.NEEDS_MORE);
    }

    @Test
    void aRequestInOnePieceIsReadyAndLeavesWhatIsBehindIt() {
        receive(HEAD + "Content-Length: 5\r\n\r\nhello" + NEXT);

        assertThat(read()).isEqualTo(Progress.READY);
        assertThat(body()).isEqualTo("hello");
        assertThat(reader.request().isStreamed()).isFalse();
        assertThat(reader.request().text(loop.requestHead(), 3).body())
                .asString()
                .isEqualTo("hel");
        assertNextFollows();
    }

    @Test
    void aRequestInSinglesIsReadyWithItsLastByte() {
        String text = HEAD + "Content-Length: 5\r\n\r\nhello";
        for (int i = 0; i < text.length() - 1; i++) {
            receive(text.substring(i, i + 1));
            assertThat(read()).as("after %d bytes", i + 1).isEqualTo(Progress.NEEDS_MORE);
        }
        receive("o" + NEXT);

        assertThat(read()).isEqualTo(Progress.READY);
        assertThat(body()).isEqualTo("hello");
        assertNextFollows();
    }

    @Test
    void chunksArePutTogetherBehindACopyOfTheHead() {
        receive(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n");
        assertThat(read()).isEqualTo(Progress.NEEDS_MORE);
        receive("2\r\nlo\r\n0\r\n\r\n" + NEXT);

        assertThat(read()).isEqualTo(Progress.READY);
        assertThat(body()).isEqualTo("hello");
        assertThat(loop.requestHead().lineText()).isEqualTo("POST / HTTP/1.1");
        assertNextFollows();
    }

    @Test
    void aRequestThatWaitsIsTheLoopsOnceMore() {
        for (String framing : List.of(
                "Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")) {
            receive(HEAD + framing + NEXT);
            assertThat(read()).isEqualTo(Progress.READY);
            byte[] other = "PUT /other HTTP/1.1\r\nHost: elsewhere\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(other, 0, loop.scratch(other.length), 0, other.length);
            loop.requestHead().parse(loop.scratch(other.length), other.length);

            RequestHead head = reader.request().again();

            assertThat(head.lineText()).isEqualTo("POST / HTTP/1.1");
            assertThat(body()).isEqualTo("hello");
            assertNextFollows();
        }
    }

    @Test
    void aBodyThatNeedNotBeWholeIsLeftToWhoeverStreamsIt() {
        for (String framing : List.of("Content-Length: 5\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n")) {
            receive(HEAD + framing);
            assertThat(reader.read(MAX_BODY, false)).isEqualTo(Progress.READY);
            assertThat(reader.request().isStreamed()).isTrue();
            assertThat(reader.request().isBodiless()).isFalse();
            assertThat(reader.request().bodyLength()).isZero();
            receive("5");
            reader.next();
            assertThat(input.beginning(100)).isEqualTo("5");
            input.release();
        }
    }

    @Test
    void aLargeBodyIsASliceOfWhatWasReceived() {
        String large = "x".repeat(ReceivedRequest.SMALL_BODY + 1);
        receive(HEAD + "Content-Length: " + large.length() + "\r\n\r\n" + large + NEXT);
        assertThat(read()).isEqualTo(Progress.READY);
        assertThat(reader.request().isSmall()).isFalse();

        ByteBuf body = reader.request().body();
        assertNextFollows();

        assertThat(received.get(0).refCnt())
                .as("references to what was received")
                .isOne();
        assertThat(body.toString(StandardCharsets.US_ASCII)).isEqualTo(large);
        body.release();
    }

    @Test
    void aClientThatWaitsIsToldToSendItsBody() {
        for (String framing : List.of("Content-Length: 5", "Transfer-Encoding: chunked")) {
            receive(HEAD + "Expect: 100-continue\r\n" + framing + "\r\n\r\n");
            assertThat(read()).as(framing).isEqualTo(Progress.CONTINUE_WANTED);
            assertThat(read()).as("it is told once").isEqualTo(Progress.NEEDS_MORE);
            receive(framing.startsWith("C") ? "hello" : "5\r\nhello\r\n0\r\n\r\n");
            assertThat(read()).isEqualTo(Progress.READY);
            assertThat(body()).isEqualTo("hello");
            reader.next();
        }
    }

    @Test
    void aBodyThatIsTooLongIsRefusedAsSoonAsThatIsKnown() {
        receive("HEAD / HTTP/1.1\r\nHost: here\r\nContent-Length: " + (MAX_BODY + 1) + "\r\n\r\n");
        assertThat(read()).isEqualTo(Progress.REFUSED);
        assertThat(reader.refusal().status()).isEqualTo(413);
        assertThat(reader.isHead()).isTrue();

        reader.release();
        receive(HEAD + "Transfer-Encoding: chunked\r\n\r\nffff\r\n" + "x".repeat(MAX_BODY + 1));
        assertThat(read()).isEqualTo(Progress.REFUSED);
        assertThat(reader.refusal().status()).isEqualTo(413);
        assertThat(reader.isHead()).isFalse();
    }

    @Test
    void theInputIsUsedUpWhenItHasEndedAndNothingIsLeft() {
        receive(NEXT);
        assertThat(input.isUsedUp()).isFalse();
        input.end();
        assertThat(input.isEnded()).isTrue();
        assertThat(input.isUsedUp()).as("there is a request").isFalse();
        read();
        reader.next();
        assertThat(input.isUsedUp()).isTrue();
    }
}
