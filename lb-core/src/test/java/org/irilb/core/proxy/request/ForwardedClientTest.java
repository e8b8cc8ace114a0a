package org.irilb.core.proxy.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.guard.AddressSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedClientTest {

    private static final AddressSet TRUSTED =
            new AddressSet(List.of(new AddressBlock(address("10.0.0.0"), 8), AddressBlock.of(address("2001:db8::1"))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7                                | 10.0.0.1 | 192.0.2.7",
                "198.51.100.1, 192.0.2.7                  | 10.0.0.1 | 192.0.2.7", // the first one anybody may write
                "198.51.100.1,192.0.2.7,10.2.2.2          | 10.0.0.1 | 192.0.2.7",
                "198.51.100.1, 10.3.3.3, 192.0.2.7        | 10.0.0.1 | 192.0.2.7",
                "10.1.1.1, 10.2.2.2                       | 10.0.0.1 | 10.1.1.1",
                "192.0.2.7                                | 192.0.2.9 | 192.0.2.9",
                "''                                       | 10.0.0.1 | 10.0.0.1",
                "' , ,'                                   | 10.0.0.1 | 10.0.0.1",
                "192.0.2.7,,                              | 10.0.0.1 | 192.0.2.7",
                "192.0.2.7, unknown                       | 10.0.0.1 | 10.0.0.1",
                "192.0.2.7, unknown, 10.2.2.2             | 10.0.0.1 | 10.2.2.2",
                "192.0.2.7, 1.2.3                         | 10.0.0.1 | 10.0.0.1",
                "192.0.2.7:4711                           | 10.0.0.1 | 192.0.2.7",
                "2001:db8::7                              | 10.0.0.1 | 2001:db8::7",
                "[2001:db8::7]:4711                       | 10.0.0.1 | 2001:db8::7",
                "[2001:db8::7                             | 10.0.0.1 | 10.0.0.1",
                "192.0.2.7, [2001:db8::1]                 | 10.0.0.1 | 192.0.2.7",
                "::ffff:192.0.2.7                         | 10.0.0.1 | 192.0.2.7"
            })
    void isTheNearestThatIsNotTrusted(String forwardedFor, String peer, String client) {
        assertThat(ForwardedClient.of(forwardedFor, address(peer), TRUSTED)).isEqualTo(address(client));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
