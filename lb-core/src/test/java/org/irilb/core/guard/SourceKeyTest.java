package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceKeyTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::1, 0:0:0:0:0:0:0:0/64",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64"
    })
    void anAddressIsToldByItsKey(String address, String text) throws UnknownHostException {
        long key = SourceKey.of(NumericAddress.of(InetAddress.getByName(address)));

        assertThat(key).isNotZero();
        assertThat(SourceKey.text(key)).isEqualTo(text);
    }

    @Test
    void aNetworkOfIpv6IsOneSource() throws UnknownHostException {
        assertThat(key("2001:db8:1:2::1"))
                .isEqualTo(key("2001:db8:1:2:ffff::2"))
                .isNotEqualTo(key("2001:db8:1:3::1"));
    }

    @Test
    void noAddressOfIpv6IsTakenForOneOfIpv4() throws UnknownHostException {
        assertThat(key("192.0.2.7")).isNotIn(key("::192.0.2.7"), key("0:0:c000:207::1"), key("::c000:207:0:0:1"));
        assertThat(key("127.0.0.1")).isNotEqualTo(key("::1"));
    }

    @Test
    void anAddressOfIpv4InTheFormOfIpv6IsTheSame() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 7};

        assertThat(SourceKey.of(NumericAddress.of(Inet6Address.getByAddress(null, mapped, 0))))
                .isEqualTo(key("192.0.2.7"));
    }

    private static long key(String address) throws UnknownHostException {
        return SourceKey.of(NumericAddress.of(InetAddress.getByName(address)));
    }
}
