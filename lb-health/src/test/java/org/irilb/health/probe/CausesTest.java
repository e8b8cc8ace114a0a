package org.irilb.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void whatIsWrongHereIsToldApartFromWhatIsWrongThere() {
        assertThat(Causes.ownFault(new ChannelException("x", new IOException("Too many open files"))))
                .contains("no socket: Too many open files");
        assertThat(Causes.ownFault(new IOException(new BindException("Cannot assign requested address"))))
                .contains("no socket: Cannot assign requested address");
        assertThat(Causes.ownFault(new ConnectException("Connection refused"))).isEmpty();
        assertThat(Causes.ownFault(new NoRouteToHostException("No route to host")))
                .isEmpty();
    }

    @Test
    void wordsAreOneLineOfTheFirstCause() {
        assertThat(Causes.inWords(new IOException("outer", new IOException("reset\nby peer"))))
                .isEqualTo("reset by peer");
        assertThat(Causes.inWords(new IOException())).isEqualTo("IOException");
    }
}
