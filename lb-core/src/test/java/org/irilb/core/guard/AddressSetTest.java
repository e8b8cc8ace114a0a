package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.irilb.core.config.AddressBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressSetTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.7/32, 192.0.2.7, true",
        "192.0.2.7/32, 192.0.2.6, false",
        "192.0.2.7/32, 192.0.2.8, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 127.0.0.1, false",
        "::/0, ffff::ffff, true",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/64, 2001:db8:0:0:ffff::, true",
        "2001:db8::/64, 2001:db8:0:1::, false",
        "2001:db8::/96, 2001:db8::ffff:ffff, true",
        "2001:db8::/96, 2001:db8::1:0:0, false",
        "::1/128, ::1, true",
        "::1/128, ::2, false",
        "::1/128, 0.0.0.1, false"
    })
    void aBlockHoldsWhatBeginsAlike(String block, String address, boolean held) {
        assertThat(contains(new AddressSet(List.of(block(block))), address(address)))
                .isEqualTo(held);
    }

    @Test
    void ipv4WithinIpv6IsIpv4() throws UnknownHostException {
        byte[] mapped = address("::1").getAddress();
        Arrays.fill(mapped, 10, 12, (byte) 0xff);
        AddressSet set = new AddressSet(List.of(block("0.0.0.1/32")));
        assertThat(contains(set, InetAddress.getByAddress(mapped))).isTrue();
        assertThat(contains(set, Inet6Address.getByAddress("", mapped, -1))).isTrue();
    }

    @Test
    void nothingIsInAnEmptySet() {
        assertThat(AddressSet.EMPTY.isEmpty()).isTrue();
        assertThat(contains(AddressSet.EMPTY, address("127.0.0.1"))).isFalse();
        assertThat(contains(AddressSet.EMPTY, address("::1"))).isFalse();
    }

    @Test
    void whatSaysTheSameBecomesOneRange() {
        List<AddressBlock> blocks = Stream.of(
                        "10.0.0.0/9", "10.128.0.0/9", "10.3.0.0/16", "10.0.0.0/32", "11.0.0.0/8", "13.0.0.0/8")
                .map(AddressSetTest::block)
                .toList();
        assertThat(AddressRanges.of(blocks).size()).isEqualTo(2);
        assertThat(AddressRanges.of(List.of(block("::/1"), block("8000::/1"), block("::/0")))
                        .size())
                .isEqualTo(1);
        assertThat(AddressRanges.of(List.of(block("2001:db8:0:0::/64"), block("2001:db8:0:1::/64")))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void manyBlocksHoldWhatEachOfThemHolds() throws UnknownHostException {
        long seed = 20_261_124L;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int length = round % 2 == 0 ? 4 : 16;
            List<AddressBlock> blocks = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                blocks.add(new AddressBlock(near(random, length), random.nextInt(length * 8 + 1)));
            }
            AddressSet set = new AddressSet(blocks);
            for (int i = 0; i < 200; i++) {
                InetAddress address = near(random, length);
                assertThat(contains(set, address))
                        .as("seed %d, %s in %s", seed, address, blocks)
                        .isEqualTo(blocks.stream().anyMatch(block -> holds(block, address)));
            }
        }
    }

    /** Addresses that often share their first bits. */
    private static InetAddress near(Random random, int length) throws UnknownHostException {
        byte[] bytes = new byte[length];
        bytes[0] = 0x20;
        for (int i = random.nextInt(length); i < length; i++) {
            bytes[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(2) * 255);
        }
        return InetAddress.getByAddress(bytes);
    }

    private static boolean holds(AddressBlock block, InetAddress address) {
        byte[] first = block.address().getAddress();
        byte[] bytes = address.getAddress();
        for (int bit = 0; bit < block.prefix(); bit++) {
            if (((first[bit / 8] ^ bytes[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return first.length == bytes.length;
    }

    @Test
    void askingAllocatesNothing() {
        AddressSet set = new AddressSet(List.of(block("10.0.0.0/8"), block("2001:db8::/32")));
        NumericAddress ipv4 = NumericAddress.of(address("10.1.2.3"));
        NumericAddress ipv6 = NumericAddress.of(address("2001:db8::7"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        set.contains(ipv4);
        long before = threads.getCurrentThreadAllocatedBytes();
        int held = 0;
        for (int i = 0; i < 10_000; i++) {
            held += set.contains(ipv4) && set.contains(ipv6) ? 1 : 0;
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
        assertThat(held).isEqualTo(10_000);
    }

    private static boolean contains(AddressSet set, InetAddress address) {
        return set.contains(NumericAddress.of(address));
    }

    private static AddressBlock block(String text) {
        int slash = text.indexOf('/');
        return new AddressBlock(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text); // literals only
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
