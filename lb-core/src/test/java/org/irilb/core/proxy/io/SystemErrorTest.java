package org.irilb.core.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

final class SystemErrorTest {

    @Test
    void isToldByItsWordsAlone() {
        assertThat(SystemError.inWords(
                        new ConnectException("connect(..) failed with error(-99): Cannot assign requested address")))
                .isEqualTo("Cannot assign requested address");
        assertThat(SystemError.inWords(
                        new ConnectException("io_uring connect(..) failed with error(-111): Connection refused")))
                .isEqualTo("Connection refused");
        assertThat(SystemError.inWords(new BindException("Address already in use")))
                .isEqualTo("Address already in use");
    }

    @Test
    void isTheFirstCause() {
        Throwable system = new IOException("newSocketStream(..) failed with error(-24): Too many open files");
        assertThat(SystemError.inWords(new ChannelException("no socket", system)))
                .isEqualTo("Too many open files");
        assertThat(SystemError.inWords(new ChannelException(new ConnectException())))
                .isEqualTo("ConnectException");
    }
}
