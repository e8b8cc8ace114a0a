package org.irilb.consul.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.consul.snapshot.Origin;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Against a real Consul. */
@Execution(ExecutionMode.CONCURRENT)
class KvSourceTest {

    private static final String ACL =
            "\"acl\": {\"enabled\": true, \"default_policy\": \"deny\", \"token_ttl\": \"1ms\"},";

    private final List<Map<String, String>> published = new CopyOnWriteArrayList<>();

    private KvSource start(String address, ConsulToken token) {
        return start(address, token, Optional.empty());
    }

    private KvSource start(String address, ConsulToken token, Optional<Path> snapshot) {
        ConsulAccess access = new ConsulAccess(List.of(ConsulAddress.parse(address)), token, ConsulTls.STANDARD);
        return KvSource.start(
                access, Optional.empty(), Duration.ofSeconds(10), "iri lb/rules", snapshot, this::publish);
    }

    /** All but what is called bad is of use. */
    private Map<String, String> publish(Map<String, String> values) {
        published.add(values);
        Map<String, String> good = new TreeMap<>(values);
        good.remove("bad");
        return good;
    }

    private void awaitLast(Map<String, String> values) {
        Await.until(
                "it is " + values,
                () -> !published.isEmpty()
                        && published.get(published.size() - 1).equals(values));
    }

    @Test
    void valuesAreFollowedAndStayWhileConsulIsAway() {
        try (ConsulAgent agent = ConsulAgent.start();
                KvSource source = start(agent.address(), new ConsulToken.None())) {
            awaitLast(Map.of());
            agent.put("/v1/kv/iri%20lb/rules/a", "one");
            awaitLast(Map.of("a", "one"));
            agent.put("/v1/kv/iri%20lb/rules/b", "two");
            awaitLast(Map.of("a", "one", "b", "two"));
            agent.put("/v1/kv/iri%20lb/rulesx", "no key of ours");
            agent.delete("/v1/kv/iri%20lb/rules/a");
            awaitLast(Map.of("b", "two"));
            assertThat(source.status().failures()).isZero();
            assertThat(source.status().lastContact()).isPresent();

            agent.stop();
            Await.until("it is missed", () -> source.status().failures() > 1);
            agent.resume();
            Await.until("it is read again", () -> source.status().failures() == 0);
            agent.put("/v1/kv/iri%20lb/rules/b", "three");
            awaitLast(Map.of("b", "three"));
            assertThat(published).as("nothing was taken for gone").hasSize(5);
        }
    }

    @Test
    void aStartWithoutConsulWorksWithWhatWasOfUseLast(@TempDir Path dir) {
        Optional<Path> snapshot = Optional.of(dir.resolve("rules"));
        try (ConsulAgent agent = ConsulAgent.start()) {
            try (KvSource source = start(agent.address(), new ConsulToken.None(), snapshot)) {
                awaitLast(Map.of());
                Await.until("it says so", () -> source.status().origin() == Origin.CONSUL);
                agent.put("/v1/kv/iri%20lb/rules/a", "one");
                agent.put("/v1/kv/iri%20lb/rules/bad", "line");
                awaitLast(Map.of("a", "one", "bad", "line"));
            }
            published.clear();
            agent.stop();
            try (KvSource source = start(agent.address(), new ConsulToken.None(), snapshot)) {
                assertThat(published).as("at once").containsExactly(Map.of("a", "one"));
                assertThat(source.status().origin()).isEqualTo(Origin.SNAPSHOT);
                agent.resume();
                agent.delete("/v1/kv/iri%20lb/rules/a");
                agent.put("/v1/kv/iri%20lb/rules/b", "two");
                Await.until("Consul is heeded", () -> source.status().origin() == Origin.CONSUL);
                awaitKey("b");
            }
        }
    }

    private void awaitKey(String key) {
        Await.until(key + " is there", () -> published.get(published.size() - 1).containsKey(key));
    }

    @Test
    void whatATokenMayNotReadAnyMoreIsNotTakenForGone() {
        try (ConsulAgent agent = ConsulAgent.start(ACL)) {
            String master = agent.bootstrapAcl();
            agent.put("/v1/kv/iri%20lb/rules/a", "one", master);
            agent.put("/v1/acl/policy", """
                    { "Name": "keys", "Rules": "key_prefix \\"iri lb/\\" { policy = \\"read\\" }" }
                    """, master);
            String secret = "22222222-2222-2222-2222-222222222222";
            agent.put("/v1/acl/token", """
                    { "SecretID": "%s", "AccessorID": "%1$s", "Policies": [{ "Name": "keys" }] }
                    """.formatted(secret), master);
            try (KvSource source = start(agent.address(), new ConsulToken.Literal(secret))) {
                awaitLast(Map.of("a", "one"));
                agent.put(
                        "/v1/acl/token/" + secret,
                        "{ \"AccessorID\": \"%s\", \"Policies\": [] }".formatted(secret),
                        master);
                agent.put("/v1/kv/iri%20lb/rules/b", "wakes the question that is held back", master);
                Await.until("it is noticed", () -> source.status().failures() > 1);
                // a question that was asked before may still be answered
                assertThat(published).allSatisfy(values -> assertThat(values).containsEntry("a", "one"));
            }
        }
    }
}
