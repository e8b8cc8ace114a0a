package org.irilb.server.admin.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.metrics.NameServerStatus;
import org.irilb.server.admin.Desk;
import org.junit.jupiter.api.Test;

final class ShowResolversTest {

    @Test
    void nameServersAreShownAsHaproxyShowsThem() {
        assertThat(ShowResolvers.lines(new NameServerStatus("10.0.0.53", 120, 1, 3, 4, 5, 6, 7, 8)))
                .isEqualTo("""
                         nameserver 10.0.0.53:
                          sent:        120
                          snd_error:   1
                          valid:       3
                          cname:       4
                          nx:          5
                          timeout:     6
                          refused:     7
                          other:       8
                        """);
    }

    @Test
    void thereIsOneSection() {
        try (Desk desk = Desk.open()) {
            String all = desk.ask("show resolvers\n");
            assertThat(all).startsWith("Resolvers section default\n").endsWith("\n\n");
            assertThat(desk.ask("show resolvers default\n")).isEqualTo(all);
            assertThat(desk.ask("show resolvers nope\n")).isEqualTo("Can't find that resolvers section\n\n");
        }
    }
}
