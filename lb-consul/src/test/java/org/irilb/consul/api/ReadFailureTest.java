package org.irilb.consul.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.irilb.consul.api.ReadFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReadFailureTest {

    @ParameterizedTest
    @CsvSource({
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "429, AWAY",
        "500, AWAY",
        "503, AWAY",
        "401, REFUSED",
        "400, REFUSED",
        "302, REFUSED",
        "204, REFUSED"
    })
    void aStatusSaysWhoHasToMendIt(int status, Kind kind) {
        assertThat(ReadFailure.of(status, "").kind()).isEqualTo(kind);
    }

    @Test
    void theReasonThatConsulGivesIsShownFitToPrint() {
        assertThat(ReadFailure.of(403, "\nACL not\u0007 found\nsecond line"))
                .hasMessage("status 403: ACL not? found")
                .hasNoCause();
        assertThat(ReadFailure.of(500, "")).hasMessage("status 500");
    }

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new IOException("Connection refused"), Kind.AWAY),
                Arguments.of(new TimeoutException("late"), Kind.AWAY),
                Arguments.of(new VertxException("Connection was closed"), Kind.AWAY),
                Arguments.of(new IllegalStateException(new IOException("reset")), Kind.AWAY),
                Arguments.of(new AssertionError("cannot be used"), Kind.GARBLED));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void whoeverDoesNotAnswerIsAway(Throwable cause, Kind kind) {
        assertThat(ReadFailure.of(cause).kind()).isEqualTo(kind);
    }

    @Test
    void theReasonAtTheBottomIsShownToo() {
        Exception handshake = new IOException("handshake", new IllegalStateException("bad certificate"));

        assertThat(ReadFailure.of(handshake)).hasMessage("handshake: bad certificate");
        assertThat(ReadFailure.of(new IOException())).hasMessage("IOException");
    }
}
