package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AskerTest {

    // Worked out apart from this code: FNV-1a over 64 bits of the address, mixed as SplitMix64 does, the lower half.
    private static final int SOURCE_V4 = 797_067_723;
    private static final int SOURCE_V6 = -1_435_759_529;

    private final Node one = new Node(Cluster.weighing("1", 1));
    private final Node two = new Node(Cluster.weighing("2", 1));
    private final Asker first = Cluster.ASKER;

    @Test
    void knowsWhatItHasTriedAndStaysWhatItWas() {
        Asker second = first.afterTrying(one);
        Asker third = second.afterTrying(two);

        assertThat(first.hasTried(one)).isFalse();
        assertThat(second.hasTried(one)).isTrue();
        assertThat(second.hasTried(two)).isFalse();
        assertThat(third.hasTried(one)).isTrue();
        assertThat(third.hasTried(two)).isTrue();
        assertThat(third.forgiving()).isSameAs(first);
    }

    @Test
    void isNoPickierThanWhoHasTriedTheSameNodesOrMore() {
        Asker triedOne = first.afterTrying(one);
        Asker triedTwo = first.afterTrying(two);
        Asker triedBoth = triedTwo.afterTrying(one);

        assertThat(first.takesAny()).isTrue();
        assertThat(triedOne.takesAny()).isFalse();
        assertThat(first.isNoPickierThan(triedOne)).isTrue();
        assertThat(triedOne.isNoPickierThan(triedBoth)).isTrue();
        assertThat(triedBoth.isNoPickierThan(triedOne)).isFalse();
        assertThat(triedOne.isNoPickierThan(triedTwo)).isFalse();
        assertThat(triedOne.isNoPickierThan(first)).isFalse();
    }

    @Test
    void aClientHasTheSameHashInEveryProcess() throws UnknownHostException {
        assertThat(Asker.from(InetAddress.getByName("192.0.2.1")).sourceHash()).isEqualTo(SOURCE_V4);
        assertThat(Asker.from(InetAddress.getByName("2001:db8::1")).sourceHash())
                .isEqualTo(SOURCE_V6);
        assertThat(Asker.from(InetAddress.getByName("::ffff:192.0.2.1")).sourceHash())
                .isEqualTo(SOURCE_V4);
    }
}
