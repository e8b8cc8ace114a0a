package org.irilb.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressBlockTest {

    @Test
    void bitsBehindThePrefixAreCleared() throws UnknownHostException {
        assertThat(new AddressBlock(address("10.255.255.255"), 12)).hasToString("10.240.0.0/12");
        assertThat(new AddressBlock(address("10.1.2.3"), 0)).hasToString("0.0.0.0/0");
        assertThat(new AddressBlock(address("2001:db8:ffff::1"), 33)).hasToString("2001:db8:8000:0:0:0:0:0/33");
    }

    @Test
    void aSingleAddressIsWrittenWithoutPrefix() throws UnknownHostException {
        assertThat(AddressBlock.of(address("192.0.2.7"))).hasToString("192.0.2.7");
        assertThat(AddressBlock.of(address("::1"))).hasToString("0:0:0:0:0:0:0:1");
    }

    @Test
    void aPrefixIsNoLongerThanTheAddress() throws UnknownHostException {
        InetAddress ipv4 = address("192.0.2.7");
        assertThatThrownBy(() -> new AddressBlock(ipv4, 33)).hasMessage("prefix of 192.0.2.7: 33 (expected: 0..32)");
        InetAddress ipv6 = address("::1");
        assertThat(new AddressBlock(ipv6, 128).prefix()).isEqualTo(128);
        assertThatThrownBy(() -> new AddressBlock(ipv6, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }
}
