package org.irilb.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sources that may send denied and unknown commands, and may ask as often as they like.
 *
 * @param addresses those that are known from the start
 * @param file where more of them stand; they come as {@code LoadBalancer.updateWhitelist}
 */
public record WhitelistConfig(List<AddressBlock> addresses, Optional<Path> file) {

    public static final WhitelistConfig NONE = new WhitelistConfig(List.of(), Optional.empty());

    public WhitelistConfig {
        addresses = List.copyOf(addresses);
    }
}
