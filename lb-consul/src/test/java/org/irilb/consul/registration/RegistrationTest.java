package org.irilb.consul.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Warnings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Against a real Consul. */
@Execution(ExecutionMode.CONCURRENT)
class RegistrationTest {

    private static final String HEALTH = "/v1/health/service/iri-lb";

    private final ConsulAgent agent = ConsulAgent.start();
    private final AtomicReference<Vitals> vitals = new AtomicReference<>(new Vitals(true, "3 of 4"));

    @AfterEach
    void close() {
        agent.close();
    }

    private Registration start(OwnCheck check) {
        return start(check, ConsulAccess.to(ConsulAddress.parse(agent.address())));
    }

    private Registration start(OwnCheck check, ConsulAccess access) {
        BalancerEntry entry = new BalancerEntry(
                "lb 1",
                "iri-lb",
                Optional.of("10.0.0.2"),
                14267,
                List.of("front"),
                Map.of("version", "1.2"),
                check,
                Duration.ofMillis(200),
                Duration.ofMinutes(10));
        return Registration.start(access, entry, vitals::get);
    }

    private String listed() {
        return listed(agent);
    }

    private static String listed(ConsulAgent agent) {
        return agent.get(HEALTH).replaceAll("\\s", "");
    }

    @Test
    void itIsListedWithAllThatIsSaidOfItAndHowItIs() {
        try (Registration registration = start(new OwnCheck.Ttl())) {
            Await.until(
                    "it passes", () -> listed().contains("\"Status\":\"passing\",\"Notes\":\"\",\"Output\":\"3of4\""));
            assertThat(listed())
                    .contains(
                            "\"ID\":\"lb1\"",
                            "\"Address\":\"10.0.0.2\"",
                            "\"Port\":14267",
                            "\"Tags\":[\"front\"]",
                            "\"version\":\"1.2\"");
            assertThat(registration.status())
                    .isEqualTo(new RegistrationStatus("lb 1", agent.address(), true, 1, Optional.empty()));

            vitals.set(new Vitals(false, "no usable node"));
            Await.until("it is critical", () -> listed().contains("\"Output\":\"nousablenode\""));
            assertThat(listed()).contains("\"Status\":\"critical\"");
        }
        assertThat(listed()).as("taken back at the end").isEqualTo("[]");
    }

    @Test
    void whatTheAgentForgetsIsRegisteredAgain() {
        try (Registration registration = start(new OwnCheck.Ttl())) {
            Await.until("it is listed", () -> listed().contains("lb1"));
            agent.deregister("lb%201");
            Await.until(
                    "it is listed again",
                    () -> listed().contains("\"Status\":\"passing\",\"Notes\":\"\",\"Output\":\"3of4\""));
            assertThat(registration.status().registrations()).isEqualTo(2);
        }
    }

    @Test
    void anAgentThatIsAwayAtTheStartAndLaterIsToldWhenItIsBack() {
        agent.stop();
        try (Registration registration = start(new OwnCheck.Ttl())) {
            Await.until("it is missed", () -> registration.status().problem().isPresent());
            assertThat(registration.status().registered()).isFalse();
            agent.resume();
            Await.until("it is listed", () -> listed().contains("lb1"));

            agent.stop();
            Await.until("it is missed", () -> registration.status().problem().isPresent());
            agent.resume();
            Await.until("all is well", () -> registration.status().problem().isEmpty());
            assertThat(listed()).contains("lb1");
        }
        assertThat(listed()).isEqualTo("[]");
    }

    @Test
    void theNextAgentIsToldWhileOneIsAwayAndNoneHasItTwice() {
        try (ConsulAgent second = ConsulAgent.start()) {
            ConsulAccess both = new ConsulAccess(
                    List.of(ConsulAddress.parse(agent.address()), ConsulAddress.parse(second.address())),
                    new ConsulToken.None(),
                    ConsulTls.STANDARD);
            try (Registration registration = start(new OwnCheck.Ttl(), both)) {
                Await.until("the first has it", () -> listed().contains("lb1"));
                assertThat(listed(second)).isEqualTo("[]");

                agent.stop();
                Await.until("the second has it", () -> listed(second).contains("\"Status\":\"passing\""));
                assertThat(registration.status().agent()).isEqualTo(second.address());

                agent.resume();
                Await.until("the first has it no more", () -> listed().equals("[]"));
                assertThat(listed(second)).contains("lb1");
                Await.until("all is well", () -> registration.status().problem().isEmpty());
                assertThat(registration.status().registered()).isTrue();
            }
            assertThat(listed(second)).as("taken back at the end").isEqualTo("[]");
        }
    }

    @Test
    void anAgentThatIsAwayAtTheEndHoldsNobodyUp() {
        Registration registration = start(new OwnCheck.Ttl());
        Await.until("it is listed", () -> listed().contains("lb1"));
        agent.stop();
        registration.close();
        agent.resume();
        Await.until("it is listed still, until Consul finds out by the check", () -> listed().contains("lb1"));
    }

    @Test
    void anAgentThatHangsAtTheEndIsNotSaidToBeToldAgain() {
        try (Origin hanging = Origin.holding("");
                Warnings warnings = new Warnings()) {
            String address = "http://127.0.0.1:" + hanging.port();
            Registration registration = start(new OwnCheck.Ttl(), ConsulAccess.to(ConsulAddress.parse(address)));
            Await.until("it is asked", () -> !hanging.requests().isEmpty());
            registration.close();
            assertThat(warnings.about(address)).singleElement(STRING).contains("can't be told of the end");
        }
    }

    @Test
    void consulAsksByItselfWhereThatIsWanted() {
        try (Registration registration = start(new OwnCheck.Http(agent.address() + "/v1/status/leader"))) {
            Await.until("it passes", () -> listed().contains("\"Output\":\"HTTPGET"));
            assertThat(registration.status().problem()).isEmpty();
        }
    }
}
