package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.irilb.core.command.Command;
import org.irilb.core.command.CommandReader;
import org.irilb.core.command.CommandTable;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.CommandProfiles;
import org.irilb.core.config.CommandRule;
import org.irilb.core.config.CommandRules;
import org.irilb.core.config.PreflightConfig;
import org.irilb.core.config.RuleLists;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.WorkLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    private static final NumericAddress STRANGER = address("192.0.2.7");
    private static final NumericAddress FRIEND = address("10.9.9.9");
    private static final AddressBlock FRIENDS = block("10.0.0.0", 8);

    private final CommandReader reader = new CommandReader(CommandTable.IRI);
    private final Guard guard = guard(Optional.of("X-IOTA-API-Version"), true);

    @Test
    void whatEveryWalletSendsPasses() {
        assertThat(guard.checkHead(false, true)).isNull();
        assertThat(judge(guard, false, named("getNodeInfo"), STRANGER)).isNull();
    }

    @Test
    void aRequestWithoutTheHeaderIsRefusedUnlessItIsAPreflight() {
        assertThat(guard.checkHead(false, false))
                .isEqualTo(new Refusal(Rule.REQUIRE_HEADER, 400, "Invalid API Version"));
        assertThat(guard.checkHead(true, false)).isNull();
        assertThat(guard(Optional.of("X-Other"), true).checkHead(false, false).message())
                .isEqualTo("Header X-Other is missing");
        assertThat(guard(Optional.empty(), true).checkHead(false, false)).isNull();
    }

    @Test
    void aRequestWithoutACommandIsRefusedUnlessItIsAPreflight() {
        assertThat(judge(guard, false, "{}", FRIEND))
                .isEqualTo(new Refusal(
                        Rule.REQUIRE_COMMAND, 400, "COMMAND parameter has not been specified in the request."));
        assertThat(judge(guard, true, "", STRANGER)).isNull();
        assertThat(judge(guard(Optional.empty(), false), false, "", STRANGER)).isNull();
    }

    @Test
    void deniedCommandsAreForWhitelistedSourcesOnlyHoweverTheyAreSpelt() {
        assertThat(judge(guard, false, named("addNeighbors"), STRANGER))
                .isEqualTo(new Refusal(Rule.DENY_COMMANDS, 401, "COMMAND addNeighbors is not available on this node"));
        assertThat(judge(guard, false, named("ADDneighbors"), STRANGER).status())
                .isEqualTo(401);
        assertThat(judge(guard, false, named("\\u0061ddNeighbors"), STRANGER).status())
                .isEqualTo(401);
        assertThat(judge(guard, false, named("addNeighbors"), FRIEND)).isNull();
    }

    @Test
    void anyMethodCanCarryABodySoAllBodiesAreJudged() {
        assertThat(judge(guard, true, named("addNeighbors"), STRANGER).status()).isEqualTo(401);
        assertThat(judge(guard, true, "{'command':'addNeighbors'}", STRANGER).status())
                .isEqualTo(400);
    }

    @Test
    void whatCantBeReadIsRefusedEvenForFriendsAndWithoutRules() {
        assertThat(judge(guard, false, "{]", FRIEND))
                .isEqualTo(new Refusal(Rule.READABLE_BODY, 400, "Invalid JSON syntax: unexpected character at byte 1"));
        assertThat(judge(guard(Optional.empty(), false), false, "{]", FRIEND)).isNotNull();
    }

    @Test
    void commandsThatNothingIsKnownOfAreRefusedInANodesWords() {
        Guard strict = guard(new CommandRules(CommandProfiles.IRI, true, List.of(), WorkLimits.NONE, List.of()));
        assertThat(judge(strict, false, named("Module.cmd"), STRANGER))
                .isEqualTo(new Refusal(Rule.UNKNOWN_COMMANDS, 400, "Command [Module.cmd] is unknown"));
        assertThat(judge(strict, false, named("Module.cmd"), FRIEND)).isNull();
        assertThat(judge(strict, false, named("GETNODEINFO"), STRANGER)).isNull();
        assertThat(judge(guard, false, named("Module.cmd"), STRANGER)).isNull();
    }

    @Test
    void whatARouteOrARuleNamesIsKnown() {
        CommandRules rules = new CommandRules(
                List.of(), true, List.of(limits("Module.a", List.of(), List.of())), WorkLimits.NONE, List.of());
        Guard strict = new Guard(rules(rules), List.of("Module.b"));
        assertThat(judge(strict, false, named("Module.a"), STRANGER)).isNull();
        assertThat(judge(strict, false, named("module.B"), STRANGER)).isNull();
        assertThat(judge(strict, false, named("Module.c"), STRANGER)).isNotNull();
        assertThat(judge(strict, false, named("addNeighbors"), FRIEND)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "getTrytes, 192.0.2.7, false", // not in the list
        "getTrytes, 10.1.1.1, true",
        "getTrytes, 10.1.2.3, false", // in both
        "GetTrytes, 192.0.2.7, false",
        "getBalances, 192.0.2.7, true",
        "getBalances, 10.1.2.3, false",
        "getNodeInfo, 10.1.2.3, true"
    })
    void aCommandIsForSomeSourcesOnly(String command, String source, boolean allowed) {
        Guard lists = guard(limited(
                limits("getTrytes", List.of(FRIENDS), List.of()),
                limits("gettrytes", List.of(), List.of(block("10.1.2.0", 24))),
                limits("getBalances", List.of(), List.of(block("10.1.2.0", 24)))));
        Refusal refusal = judge(lists, false, named(command), address(source));
        if (allowed) {
            assertThat(refusal).isNull();
        } else {
            assertThat(refusal)
                    .isEqualTo(new Refusal(
                            Rule.COMMAND_SOURCES, 401, "COMMAND " + command + " is not available on this node"));
        }
    }

    @Test
    void sourcesMustBeInEveryListOfACommand() {
        Guard lists = guard(limited(
                limits("getTrytes", List.of(FRIENDS), List.of()),
                limits("getTrytes", List.of(block("10.9.0.0", 16)), List.of())));
        assertThat(judge(lists, false, named("getTrytes"), FRIEND)).isNull();
        assertThat(judge(lists, false, named("getTrytes"), address("10.8.0.1"))).isNotNull();
    }

    @Test
    void aBodyMayBeTooLongForItsCommand() {
        String body = "{\"command\":\"getTrytes\",\"hashes\":[1,2,3]}";
        Guard exact = guard(limited(new CommandRule(List.of("getTrytes"), List.of(), List.of(), body.length(), 3)));
        assertThat(judge(exact, false, body, STRANGER)).isNull();
        assertThat(judge(exact, false, body + " ", FRIEND))
                .isEqualTo(new Refusal(
                        Rule.COMMAND_BODY,
                        413,
                        "Request too long (expected: at most " + body.length() + " bytes for getTrytes)"));
        assertThat(judge(exact, false, body.replace("Trytes", "Balances"), STRANGER))
                .isNull();
    }

    @Test
    void aListMayBeTooLongForItsCommand() {
        Guard two = guard(limited(new CommandRule(List.of("getTrytes"), List.of(), List.of(), 10_000, 2)));
        assertThat(judge(two, false, "{\"command\":\"getTrytes\",\"hashes\":[1,2]}", STRANGER))
                .isNull();
        assertThat(judge(two, false, "{\"HASHES\":[1,2,3],\"command\":\"getTrytes\",\"hashes\":[1]}", FRIEND))
                .isEqualTo(new Refusal(
                        Rule.COMMAND_LIST, 400, "Could not complete request: longest list: 3 (expected: at most 2)"));
    }

    @Test
    void proofOfWorkIsLimitedByTransactionsAndMagnitude() {
        Guard limited = guard(CommandRules.OFF.with(new WorkLimits(2, 14)));
        String body = "{\"command\":\"attachToTangle\",\"minWeightMagnitude\":%s,\"trytes\":[%s]}";
        assertThat(judge(limited, false, body.formatted(14, "1,2"), STRANGER)).isNull();
        assertThat(judge(limited, false, "{\"command\":\"attachToTangle\"}", STRANGER))
                .isNull();
        assertThat(judge(limited, false, body.formatted(14, "1,2,3"), FRIEND))
                .isEqualTo(new Refusal(
                        Rule.WORK_TRANSACTIONS, 400, "Could not complete request: trytes: 3 (expected: at most 2)"));
        assertThat(judge(limited, false, body.formatted("1.5e1", "1"), FRIEND))
                .isEqualTo(new Refusal(
                        Rule.WORK_MAGNITUDE,
                        400,
                        "Could not complete request: minWeightMagnitude: 15 (expected: at most 14)"));
        assertThat(judge(limited, false, body.formatted(15, "1,2,3").replace("attachTo", "storeTo"), STRANGER))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"getTransactionsToApprove\",\"reference\":\"ABC9\"}",
                "{ \"command\" : \"getTransactionsToApprove\" ,\n\"reference\":\t\"ABC9\" }",
                "{\"command\":\"getTransactionsToApprove\",\"r\\u0065ference\":\"\\u0041BC9\"}"
            })
    void deniedBodiesAreFoundHoweverTheyAreWritten(String body) {
        Guard denying = guard(denying("nothing", "\"reference\":\"AB[CD]9\""));
        assertThat(judge(denying, false, body, FRIEND))
                .isEqualTo(new Refusal(Rule.DENY_BODIES, 403, "This request is not allowed"));
        assertThat(judge(denying, false, body.replace("BC9", "BE9"), FRIEND)).isNull();
    }

    @Test
    void aPatternIsMatchedInTimeThatGrowsWithTheBody() {
        Guard denying = guard(denying("(a+)+$"));
        assertThat(judge(denying, false, "{\"command\":\"getTrytes\",\"x\":\"" + "a".repeat(5_000) + "!\"}", FRIEND))
                .isNull();
    }

    @Test
    void whatIsNoPatternIsNamed() {
        assertThatThrownBy(() -> guard(denying("(")))
                .hasMessageStartingWith("deny-bodies: ( (expected: a regular expression of RE2)");
    }

    @Test
    void bodiesAreLookedAtIfARuleNeedsThem() {
        assertThat(new Guard(RulesConfig.OFF, List.of()).looksAtCommands()).isFalse();
        RulesConfig off = RulesConfig.OFF;
        assertThat(List.of(
                        off.with(new CommandRules(List.of(), true, List.of(), WorkLimits.NONE, List.of())),
                        off.with(limited(limits("a", List.of(), List.of()))),
                        off.with(CommandRules.OFF.with(new WorkLimits(1, 1))),
                        off.with(denying("a"))))
                .allSatisfy(rules -> assertThat(new Guard(rules, List.of()).looksAtCommands())
                        .isTrue());
    }

    private Refusal judge(Guard by, boolean options, String body, NumericAddress source) {
        byte[] bytes = ("x" + body + "x").getBytes(StandardCharsets.UTF_8);
        Command command = reader.read(bytes, 1, bytes.length - 2);
        return by.checkBody(options, command, reader, source);
    }

    private static String named(String command) {
        return "{\"command\":\"" + command + "\"}";
    }

    private static CommandRules denying(String... patterns) {
        return new CommandRules(CommandProfiles.IRI, false, List.of(), WorkLimits.NONE, List.of(patterns));
    }

    private static CommandRules limited(CommandRule... rules) {
        return new CommandRules(CommandProfiles.IRI, false, List.of(rules), WorkLimits.NONE, List.of());
    }

    private static CommandRule limits(String command, List<AddressBlock> allow, List<AddressBlock> deny) {
        return new CommandRule(List.of(command), allow, deny, CommandRule.NO_LIMIT, CommandRule.NO_LIMIT);
    }

    private static Guard guard(CommandRules rules) {
        return new Guard(rules(rules), List.of());
    }

    private static RulesConfig rules(CommandRules rules) {
        return rules(Optional.empty(), true).with(rules);
    }

    private static Guard guard(Optional<String> header, boolean requireCommand) {
        return new Guard(rules(header, requireCommand), List.of());
    }

    private static RulesConfig rules(Optional<String> header, boolean requireCommand) {
        return new RulesConfig(
                header,
                requireCommand,
                new RuleLists(List.of(FRIENDS), List.of(), List.of("getNeighbors", "addNeighbors")),
                Optional.empty(),
                CommandRules.OFF,
                PreflightConfig.OFF,
                List.of(),
                AbuseConfig.OFF);
    }

    private static AddressBlock block(String literal, int prefix) {
        return new AddressBlock(inet(literal), prefix);
    }

    private static NumericAddress address(String literal) {
        return NumericAddress.of(inet(literal));
    }

    private static InetAddress inet(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
