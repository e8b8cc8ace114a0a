package org.irilb.consul.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
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
    void aDatacenterThatConsulHasNeverHeardOfIsNoOutage() {
        assertThat(ReadFailure.of(500, "No path to datacenter").kind()).isEqualTo(Kind.NO_DATACENTER);
        assertThat(ReadFailure.of(500, "Remote DC has no server currently reachable")
                        .kind())
                .isEqualTo(Kind.AWAY);
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of(
                        new ConnectException("Connection refused: /127.0.0.1:1")
                                .initCause(new ConnectException("Connection refused")),
                        "connection refused"),
                Arguments.of(new UnknownHostException("Failed to resolve 'x' [A(1)]"), "the host is not known"),
                Arguments.of(new TimeoutException("The timeout period of 5000ms has been"), "no answer in time"),
                Arguments.of(
                        new ConnectException("connection timed out after 2000 ms: /127.0.0.1:1"), "no answer in time"),
                Arguments.of(new VertxException("Connection was closed"), "Connection was closed"),
                Arguments.of(
                        new IOException("Failed", new NotSslRecordException("485454")), "TLS: it doesn't speak TLS"),
                Arguments.of(
                        new SSLHandshakeException("PKIX path building failed: sun.security.Exception")
                                .initCause(new CertPathBuilderException("no path")),
                        "TLS: its certificate is signed by an unknown authority"),
                Arguments.of(
                        new SSLHandshakeException("PKIX").initCause(new CertificateExpiredException()),
                        "TLS: its certificate has expired"),
                Arguments.of(new SSLHandshakeException("handshake_failure"), "TLS: handshake_failure"),
                Arguments.of(new IOException(), "the connection failed"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void whatTheMachineSaysIsPutInWordsOnce(Throwable cause, String words) {
        assertThat(ReadFailure.of(cause)).hasMessage(words);
    }
}
