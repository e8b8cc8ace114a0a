package org.irilb.core.guard;

import java.net.Inet4Address;
import java.util.List;
import org.irilb.core.config.AddressBlock;

/**
 * Blocks of addresses, merged into as few ranges as say the same, so that asking costs a few comparisons and no object.
 * Immutable; any thread.
 */
public final class AddressSet {

    public static final AddressSet EMPTY = new AddressSet(List.of());

    private final AddressRanges ipv4;
    private final AddressRanges ipv6;

    public AddressSet(List<AddressBlock> blocks) {
        ipv4 = AddressRanges.of(blocks.stream()
                .filter(block -> block.address() instanceof Inet4Address)
                .toList());
        ipv6 = AddressRanges.of(blocks.stream()
                .filter(block -> !(block.address() instanceof Inet4Address))
                .toList());
    }

    public boolean contains(NumericAddress address) {
        return (address.ipv4() ? ipv4 : ipv6).contains(address.high(), address.low());
    }

    public boolean isEmpty() {
        return ipv4.isEmpty() && ipv6.isEmpty();
    }
}
