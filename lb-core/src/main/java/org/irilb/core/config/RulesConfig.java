package org.irilb.core.config;

import java.util.List;
import java.util.Optional;

/**
 * What is refused before a node is chosen.
 *
 * @param requireHeader a field that every request except OPTIONS must carry, with any value
 * @param requireCommand whether every request except OPTIONS must carry a command
 * @param denyCommands commands that are refused, compared ignoring case, unless the source is whitelisted
 * @param whitelist sources that may do more than others
 * @param commands what else is asked of commands
 * @param preflights what becomes of OPTIONS
 * @param trustedProxies peers whose X-Forwarded-For is believed
 * @param abuse how much sources may ask for that aren't whitelisted
 * @param denySources sources that may do nothing, unless they are whitelisted
 */
public record RulesConfig(
        Optional<String> requireHeader,
        boolean requireCommand,
        List<String> denyCommands,
        WhitelistConfig whitelist,
        CommandRules commands,
        PreflightConfig preflights,
        List<AddressBlock> trustedProxies,
        AbuseConfig abuse,
        List<AddressBlock> denySources) {

    /** Nothing is refused but what no node could read. */
    public static final RulesConfig OFF = new RulesConfig(
            Optional.empty(),
            false,
            List.of(),
            WhitelistConfig.NONE,
            CommandRules.OFF,
            PreflightConfig.OFF,
            List.of(),
            AbuseConfig.OFF);

    /** No source is denied. */
    public RulesConfig(
            Optional<String> requireHeader,
            boolean requireCommand,
            List<String> denyCommands,
            WhitelistConfig whitelist,
            CommandRules commands,
            PreflightConfig preflights,
            List<AddressBlock> trustedProxies,
            AbuseConfig abuse) {
        this(
                requireHeader,
                requireCommand,
                denyCommands,
                whitelist,
                commands,
                preflights,
                trustedProxies,
                abuse,
                List.of());
    }

    public RulesConfig {
        requireHeader.ifPresent(header -> Checks.name("require-header", header));
        denyCommands = List.copyOf(denyCommands);
        denyCommands.forEach(command -> Checks.name("deny-commands", command));
        trustedProxies = List.copyOf(trustedProxies);
        denySources = List.copyOf(denySources);
    }

    public RulesConfig with(WhitelistConfig whitelist) {
        return new RulesConfig(
                requireHeader,
                requireCommand,
                denyCommands,
                whitelist,
                commands,
                preflights,
                trustedProxies,
                abuse,
                denySources);
    }

    public RulesConfig with(CommandRules commands) {
        return new RulesConfig(
                requireHeader,
                requireCommand,
                denyCommands,
                whitelist,
                commands,
                preflights,
                trustedProxies,
                abuse,
                denySources);
    }

    public RulesConfig with(PreflightConfig preflights) {
        return new RulesConfig(
                requireHeader,
                requireCommand,
                denyCommands,
                whitelist,
                commands,
                preflights,
                trustedProxies,
                abuse,
                denySources);
    }

    public RulesConfig withTrustedProxies(List<AddressBlock> trustedProxies) {
        return new RulesConfig(
                requireHeader,
                requireCommand,
                denyCommands,
                whitelist,
                commands,
                preflights,
                trustedProxies,
                abuse,
                denySources);
    }

    public RulesConfig with(AbuseConfig abuse) {
        return new RulesConfig(
                requireHeader,
                requireCommand,
                denyCommands,
                whitelist,
                commands,
                preflights,
                trustedProxies,
                abuse,
                denySources);
    }

    public RulesConfig withDenySources(List<AddressBlock> denySources) {
        return new RulesConfig(
                requireHeader,
                requireCommand,
                denyCommands,
                whitelist,
                commands,
                preflights,
                trustedProxies,
                abuse,
                denySources);
    }

    public RulesConfig withDenyCommands(List<String> denyCommands) {
        return new RulesConfig(
                requireHeader,
                requireCommand,
                denyCommands,
                whitelist,
                commands,
                preflights,
                trustedProxies,
                abuse,
                denySources);
    }
}
