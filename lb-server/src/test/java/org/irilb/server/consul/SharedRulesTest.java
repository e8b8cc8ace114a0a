package org.irilb.server.consul;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.RuleLists;
import org.irilb.core.kit.Warnings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedRulesTest {

    private final List<RuleLists> published = new ArrayList<>();
    private final SharedRules rules = new SharedRules("iri-lb", published::add);

    private static AddressBlock block(String address, int prefix) throws UnknownHostException {
        return new AddressBlock(InetAddress.getByName(address), prefix);
    }

    private RuleLists last() {
        return published.get(published.size() - 1);
    }

    @Test
    void eachKeyIsAListWithAnEntryALine() throws UnknownHostException {
        rules.apply(Map.of(
                "whitelist", "# ours\n10.0.0.0/8  # the office\n\n2001:db8::1\n",
                "deny-sources", "192.0.2.7",
                "deny-commands", "getTips\r\nfindTransactions\r\n"));

        assertThat(last())
                .isEqualTo(new RuleLists(
                        List.of(block("10.0.0.0", 8), block("2001:db8::1", 128)),
                        List.of(block("192.0.2.7", 32)),
                        List.of("getTips", "findTransactions")));
        assertThat(rules.view().problems()).isEmpty();
    }

    @Test
    void aKeyThatIsGoneIsAnEmptyList() {
        rules.apply(Map.of("deny-commands", "getTips"));
        rules.apply(Map.of());
        assertThat(last()).isEqualTo(RuleLists.NONE);
    }

    @Test
    void aListThatCannotBeReadAsAWholeLeavesTheLastOneAndTouchesNoOther() throws UnknownHostException {
        rules.apply(Map.of("whitelist", "10.0.0.0/8", "deny-commands", "getTips"));
        try (Warnings warnings = new Warnings()) {
            Map<String, String> wrong = Map.of("whitelist", "10.0.0.0/9\n10.0.0.300", "deny-commands", "getPeers");
            rules.apply(wrong);
            assertThat(rules.apply(wrong))
                    .as("what holds")
                    .isEqualTo(Map.of("whitelist", "10.0.0.0/8", "deny-sources", "", "deny-commands", "getPeers"));

            assertThat(last()).isEqualTo(new RuleLists(List.of(block("10.0.0.0", 8)), List.of(), List.of("getPeers")));
            assertThat(rules.view().problems())
                    .containsExactly(Map.entry(
                            "whitelist",
                            "line 2: 10.0.0.300 (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32)"
                                    + "; not taken over, the last list holds"));
            assertThat(warnings.about("10.0.0.300")).as("told once").hasSize(1);
        }
        rules.apply(Map.of("whitelist", "10.0.0.1"));
        assertThat(last().whitelist()).containsExactly(block("10.0.0.1", 32));
        assertThat(rules.view().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"getTips\tgetPeers", "get\u00dfeer", "\ufeffgetTips", "get\ufffdips", "\0", "{\"a\":1}"})
    void whatCannotBeACommandIsNotTakenOver(String line) {
        rules.apply(Map.of("deny-commands", "getTips"));
        rules.apply(Map.of("deny-commands", "getPeers\n" + line));
        assertThat(last().denyCommands()).containsExactly("getTips");
        assertThat(rules.view().problems().get("deny-commands"))
                .startsWith("line 2: ")
                .contains("(expected: a command's name of up to 100 letters, digits, dots, - and _)");
    }

    @Test
    void aHugeLineIsNamedByItsBeginning() {
        for (String key : List.of("whitelist", "deny-commands")) {
            rules.apply(Map.of(key, "a".repeat(512 * 1024)));
            assertThat(rules.view().problems().get(key))
                    .startsWith("line 1: aaa")
                    .contains("(expected: ")
                    .hasSizeLessThan(400);
        }
        assertThat(published).isEmpty();
    }

    @Test
    void anUnknownKeyIsNamedAndIgnored() {
        rules.apply(Map.of("ban\nlist", "x"));
        assertThat(published).isEmpty();
        assertThat(rules.view().problems())
                .containsExactly(Map.entry(
                        "ban?list",
                        "unknown key, ignored (expected: one of [deny-commands, deny-sources, whitelist])"));
    }
}
