package org.irilb.consul.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.consul.definition.DefinitionReader;
import org.irilb.consul.instance.NodeMapping;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;

/** Reads what operators are told to copy. */
final class SampleDefinitionsTest {

    private static final Path SERVICES = Path.of("..", "config", "services");

    @Test
    void everySampleCanBeReadWithoutARemark() throws IOException {
        Map<String, List<NodeConfig>> samples = samples();

        assertThat(samples.keySet())
                .containsExactlyInAnyOrder(
                        "http.json",
                        "https.json",
                        "https-self-signed.json",
                        "pow.json",
                        "pow-only.json",
                        "pow-limited.json",
                        "weights.json");
        assertThat(samples.values().stream().flatMap(List::stream))
                .allSatisfy(node -> assertThat(node.state()).isEqualTo(ServiceState.READY))
                .allSatisfy(node -> assertThat(node.id()).isEqualTo(node.host() + ":" + node.port()));
    }

    @Test
    void eachSampleIsTheKindOfNodeThatItSays() throws IOException {
        Map<String, List<NodeConfig>> samples = samples();

        assertThat(samples.get("http.json")).extracting(NodeConfig::scheme).containsExactly(Scheme.HTTP);
        assertThat(samples.get("https.json")).extracting(NodeConfig::verify).containsExactly(true);
        assertThat(samples.get("https-self-signed.json"))
                .extracting(node -> node.scheme() + " " + node.verify())
                .containsExactly("HTTPS false");
        assertThat(samples.get("pow.json"))
                .extracting(node -> node.pow() + " " + node.maxInFlight())
                .containsExactly("ALSO 1");
        assertThat(samples.get("pow-only.json")).extracting(NodeConfig::pow).containsExactly(PowRole.ONLY);
        assertThat(samples.get("pow-limited.json"))
                .extracting(node -> node.maxInFlight() + " " + node.maxPowInFlight())
                .containsExactly("7 1");
        assertThat(samples.get("weights.json")).extracting(NodeConfig::weight).containsExactly(10, 5);
    }

    @Test
    void noSampleIsLiveUntilItIsCopied() throws IOException {
        DefinitionFiles live = new DefinitionFiles(SERVICES);

        live.scan();

        assertThat(live.instances()).isEmpty();
    }

    private static Map<String, List<NodeConfig>> samples() throws IOException {
        try (Stream<Path> files = Files.list(SERVICES.resolve("samples"))) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(), SampleDefinitionsTest::nodes));
        }
    }

    private static List<NodeConfig> nodes(Path sample) {
        try {
            return DefinitionReader.read(sample.getFileName().toString(), Files.readAllBytes(sample)).stream()
                    .map(instance -> NodeMapping.map(instance.id(), instance, Optional.empty()))
                    .peek(mapped -> assertThat(mapped.problems()).isEmpty())
                    .map(mapped -> mapped.node().orElseThrow())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
