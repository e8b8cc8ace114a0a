package org.irilb.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.irilb.core.config.AddressBlock;
import org.junit.jupiter.api.Test;

class AddressFileTest {

    private static final Path FILE = Path.of("list");

    @Test
    void hasOneAddressOrBlockALine() {
        AddressFile file = AddressFile.parse(FILE, "# ours\n\n192.0.2.1 # one\n\t10.0.0.0/8\r\n2001:db8::/32");
        assertThat(file.blocks())
                .extracting(AddressBlock::toString)
                .containsExactly("192.0.2.1", "10.0.0.0/8", "2001:db8:0:0:0:0:0:0/32");
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void aLineThatCantBeReadIsNamedAndSkipped() {
        AddressFile file = AddressFile.parse(FILE, "10.0.0.1\nlocalhost\n10.0.0.0/33 # too long\n10.0.0.2");
        assertThat(file.blocks()).hasSize(2);
        String expected = " (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)";
        assertThat(file.problems())
                .extracting(Problem::toString)
                .containsExactly("list:2: localhost" + expected, "list:3: 10.0.0.0/33" + expected);
    }
}
