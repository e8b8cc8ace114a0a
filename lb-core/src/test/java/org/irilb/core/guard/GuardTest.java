package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.irilb.core.command.Command;
import org.irilb.core.command.CommandTable;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.RulesConfig;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final InetAddress STRANGER = address(192, 0, 2, 7);
    private static final InetAddress FRIEND = address(127, 0, 0, 1);
    private static final Command MALFORMED = new Command.Malformed("Invalid JSON syntax: x");

    private final Guard guard = guard(Optional.of("X-IOTA-API-Version"), true);

    @Test
    void whatEveryWalletSendsPasses() {
        assertThat(guard.checkHead(false, true)).isNull();
        assertThat(guard.checkBody(false, named("getNodeInfo"), STRANGER)).isNull();
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
        assertThat(guard.checkBody(false, Command.NONE, FRIEND))
                .isEqualTo(new Refusal(
                        Rule.REQUIRE_COMMAND, 400, "COMMAND parameter has not been specified in the request."));
        assertThat(guard.checkBody(true, Command.NONE, STRANGER)).isNull();
        assertThat(guard(Optional.empty(), false).checkBody(false, Command.NONE, STRANGER))
                .isNull();
    }

    @Test
    void deniedCommandsAreForWhitelistedSourcesOnlyHoweverTheyAreSpelt() {
        assertThat(guard.checkBody(false, named("addNeighbors"), STRANGER))
                .isEqualTo(new Refusal(Rule.DENY_COMMANDS, 401, "COMMAND addNeighbors is not available on this node"));
        assertThat(guard.checkBody(false, named("ADDneighbors"), STRANGER).status())
                .isEqualTo(401);
        assertThat(guard.checkBody(false, named("addNeighbors"), FRIEND)).isNull();
    }

    @Test
    void anyMethodCanCarryABodySoAllBodiesAreJudged() {
        assertThat(guard.checkBody(true, named("addNeighbors"), STRANGER).status())
                .isEqualTo(401);
        assertThat(guard.checkBody(true, MALFORMED, STRANGER).status()).isEqualTo(400);
    }

    @Test
    void whatCantBeReadIsRefusedEvenForFriendsAndWithoutRules() {
        assertThat(guard.checkBody(false, MALFORMED, FRIEND))
                .isEqualTo(new Refusal(Rule.READABLE_BODY, 400, "Invalid JSON syntax: x"));
        assertThat(guard(Optional.empty(), false).checkBody(false, MALFORMED, FRIEND))
                .isNotNull();
    }

    private static Guard guard(Optional<String> header, boolean requireCommand) {
        return new Guard(new RulesConfig(
                header, requireCommand, List.of("getNeighbors", "addNeighbors"), List.of(FRIEND), AbuseConfig.OFF));
    }

    private static Command named(String name) {
        return new Command.Named(name, CommandTable.IRI.profile(name));
    }

    private static InetAddress address(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
