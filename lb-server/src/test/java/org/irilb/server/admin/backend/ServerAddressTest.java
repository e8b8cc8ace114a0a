package org.irilb.server.admin.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ServerAddressTest {

    @Test
    void addressesLoseTheirBracketsAndNamesStandElsewhere() {
        assertThat(ServerAddress.of("10.0.0.1:14265")).isEqualTo(new ServerAddress("10.0.0.1", "-", 14265));
        assertThat(ServerAddress.of("[2001:db8::1]:80")).isEqualTo(new ServerAddress("2001:db8::1", "-", 80));
        assertThat(ServerAddress.of("node.example:443")).isEqualTo(new ServerAddress("-", "node.example", 443));
    }
}
