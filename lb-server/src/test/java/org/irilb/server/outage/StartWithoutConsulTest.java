package org.irilb.server.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A balancer that is started while Consul is away, with and without what an earlier one has left. */
@Execution(ExecutionMode.CONCURRENT)
final class StartWithoutConsulTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    @TempDir
    private Path dir;

    @Test
    void withNothingItAnswersInTheNodesShapeUntilConsulComesAndThenServesWithoutConsul() throws IOException {
        Path snapshot = dir.resolve("nodes.snapshot");
        try (ConsulAgent consul = ConsulAgent.start();
                Origin node = Origin.answering("{\"tips\":1}")) {
            consul.register("""
                    { "ID": "127.0.0.1:%d", "Name": "iri", "Address": "127.0.0.1", "Port": %1$d }
                    """.formatted(node.port()));
            consul.stop();
            ConsulSettings settings = ConsulSettings.of(ConsulAccess.to(ConsulAddress.parse(consul.address())), "iri")
                    .withSnapshot(snapshot);
            try (LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
                    ConsulSource source = ConsulSource.start(settings, balancer::updateNodes)) {
                Await.until("Consul is missed", () -> source.status().get(0).failures() > 1);
                Wire.Message refusal = ask(balancer);
                assertThat(refusal.status()).isEqualTo(503);
                assertThat(refusal.body()).startsWith("{\"error\":\"").endsWith("\"duration\":0}");

                consul.resume();
                Await.until("it serves", () -> ask(balancer).status() == 200);
                Await.until("that is kept", () -> Files.exists(snapshot));
            }
            assertThat(Files.readString(snapshot)).contains("127.0.0.1:" + node.port());

            consul.stop();
            try (LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
                    ConsulSource source = ConsulSource.start(settings, balancer::updateNodes)) {
                Await.until("it serves", () -> ask(balancer).status() == 200);
                assertThat(source.status().get(0).stale()).isTrue();
            }
        }
    }

    private static Wire.Message ask(LoadBalancer balancer) {
        try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            return client.post(NODE_INFO).readAnswer();
        }
    }
}
