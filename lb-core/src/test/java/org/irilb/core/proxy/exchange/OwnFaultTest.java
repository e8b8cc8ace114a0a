package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OwnFaultTest {

    /** Without descriptors, and without ports over each transport, as seen with a range of 8 of them. */
    static Stream<Throwable> ours() {
        return Stream.of(
                new ChannelException("Failed to open a socket.", new IOException("Too many open files")),
                new SocketException("Cannot assign requested address: /127.0.0.1:1").initCause(new BindException()),
                new ConnectException(
                        "connect(..) failed with error(-99): Cannot assign requested address: /127.0.0.1:1"),
                new ConnectException(
                        "connect(..) failed with error(-99): Die angeforderte Adresse kann nicht zugewiesen werden"));
    }

    static Stream<Throwable> theNodes() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new ConnectTimeoutException("connection timed out after 10000 ms"),
                new NoRouteToHostException(),
                new IOException("Connection reset by peer"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void whatIsMissingHereIsNoFaultOfTheNode(Throwable failure) {
        assertThat(OwnFault.is(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("theNodes")
    void whatTheNodeDoesIs(Throwable failure) {
        assertThat(OwnFault.is(failure)).isFalse();
    }
}
