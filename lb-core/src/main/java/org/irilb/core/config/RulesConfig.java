package org.irilb.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is refused before a node is chosen.
 *
 * @param requireHeader a field that every request except OPTIONS must carry, with any value
 * @param requireCommand whether every request except OPTIONS must carry a command
 * @param lists whom and what they name
 * @param whitelistFile where more of the whitelist stands; that comes as {@code LoadBalancer.updateWhitelist}
 * @param commands what else is asked of commands
 * @param preflights what becomes of OPTIONS
 * @param trustedProxies peers whose X-Forwarded-For is believed
 * @param abuse how much sources may ask for that aren't whitelisted
 */
public record RulesConfig(
        Optional<String> requireHeader,
        boolean requireCommand,
        RuleLists lists,
        Optional<Path> whitelistFile,
        CommandRules commands,
        PreflightConfig preflights,
        List<AddressBlock> trustedProxies,
        AbuseConfig abuse) {

    /** Nothing is refused but what no node could read. */
    public static final RulesConfig OFF = new RulesConfig(
            Optional.empty(),
            false,
            RuleLists.NONE,
            Optional.empty(),
            CommandRules.OFF,
            PreflightConfig.OFF,
            List.of(),
            AbuseConfig.OFF);

    public RulesConfig {
        requireHeader.ifPresent(header -> Checks.name("require-header", header));
        trustedProxies = List.copyOf(trustedProxies);
    }

    public RulesConfig with(RuleLists other) {
        return with(other, commands, preflights, trustedProxies, abuse);
    }

    public RulesConfig with(CommandRules other) {
        return with(lists, other, preflights, trustedProxies, abuse);
    }

    public RulesConfig with(PreflightConfig other) {
        return with(lists, commands, other, trustedProxies, abuse);
    }

    public RulesConfig withTrustedProxies(List<AddressBlock> other) {
        return with(lists, commands, preflights, other, abuse);
    }

    public RulesConfig with(AbuseConfig other) {
        return with(lists, commands, preflights, trustedProxies, other);
    }

    private RulesConfig with(
            RuleLists lists,
            CommandRules commands,
            PreflightConfig preflights,
            List<AddressBlock> trustedProxies,
            AbuseConfig abuse) {
        return new RulesConfig(
                requireHeader, requireCommand, lists, whitelistFile, commands, preflights, trustedProxies, abuse);
    }
}
