package org.irilb.core.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.irilb.core.command.Command;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.RouteConfig;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final List<String> POOLS = List.of("iri_back", "iri_pow_back", "other");

    @Test
    void commandsTakeTheirRouteIgnoringCaseAndAllElseTheLastOne() {
        Routes routes = new Routes(
                List.of(
                        new RouteConfig(List.of("attachToTangle", "interruptAttachingToTangle"), "iri_pow_back"),
                        new RouteConfig(List.of(), "iri_back")),
                POOLS);

        assertThat(routes.poolIndex(named("attachToTangle"))).isEqualTo(1);
        assertThat(routes.poolIndex(named("INTERRUPTattachingToTangle"))).isEqualTo(1);
        assertThat(routes.poolIndex(named("getNodeInfo"))).isZero();
        assertThat(routes.poolIndex(Command.NONE)).isZero();
    }

    @Test
    void theFirstRouteThatTakesARequestWins() {
        Routes routes = new Routes(
                List.of(
                        new RouteConfig(List.of("a"), "other"),
                        new RouteConfig(List.of("A", "b"), "iri_pow_back"),
                        new RouteConfig(List.of(), "iri_back"),
                        new RouteConfig(List.of("c"), "other"),
                        new RouteConfig(List.of(), "other")),
                POOLS);

        assertThat(routes.poolIndex(named("a"))).isEqualTo(2);
        assertThat(routes.poolIndex(named("b"))).isEqualTo(1);
        assertThat(routes.poolIndex(named("c"))).isZero();
    }

    @Test
    void aRouteNeedsItsPoolAndEveryRequestARoute() {
        assertThatThrownBy(() -> new Routes(List.of(new RouteConfig(List.of(), "gone")), POOLS))
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> new Routes(List.of(new RouteConfig(List.of("a"), "other")), POOLS))
                .hasMessageContaining("expected: one without commands");
    }

    private static Command named(String name) {
        return new Command.Named(name, CommandProfile.UNKNOWN);
    }
}
