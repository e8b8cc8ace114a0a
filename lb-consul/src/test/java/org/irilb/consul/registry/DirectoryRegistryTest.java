package org.irilb.consul.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.irilb.consul.definition.CheckDefinition;
import org.irilb.consul.definition.NodeChange;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryRegistryTest {

    private static final String ID = "10.0.0.5:14265";
    private static final CheckDefinition PORT = new CheckDefinition(Optional.empty(), List.of(), "30s", "10s", "24h");

    @TempDir
    private Path directory;

    private NodeRegistry registry;

    @BeforeEach
    void open() {
        registry = new DirectoryRegistry(directory, "iri");
    }

    private static NodeChange at(String host, int port, Map<String, String> tags) {
        return new NodeChange(Optional.empty(), Optional.of(host), OptionalInt.of(port), tags, Optional.of(PORT));
    }

    private static NodeChange tags(String name, String value) {
        return new NodeChange(
                Optional.empty(), Optional.empty(), OptionalInt.empty(), Map.of(name, value), Optional.empty());
    }

    private NodeConfig only() {
        assertThat(registry.nodes()).hasSize(1);
        return registry.nodes().get(0);
    }

    @Test
    void whatIsAddedIsReadAsANode() {
        registry.add(at("10.0.0.5", 14265, Map.of("pow", "true", "maxconn", "7", "weight", "2", "scheme", "https")));

        NodeConfig node = only();
        assertThat(node.id()).isEqualTo(ID);
        assertThat(node.scheme()).isEqualTo(Scheme.HTTPS);
        assertThat(node.weight()).isEqualTo(2);
        assertThat(node.maxInFlight()).isEqualTo(7);
        assertThat(node.pow()).isEqualTo(PowRole.ALSO);
        assertThat(node.state()).isEqualTo(ServiceState.READY);
    }

    @Test
    void anAddressOfVersionSixMakesAnIdThatReadsLikeOne() {
        registry.add(at("2001:db8::5", 14265, Map.of()));

        assertThat(only().id()).isEqualTo("[2001:db8::5]:14265");
    }

    @Test
    void aNodeIsAddedOnce() {
        registry.add(at("10.0.0.5", 14265, Map.of()));

        assertThatThrownBy(() -> registry.add(at("10.0.0.5", 14265, Map.of("weight", "9"))))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(ID)
                .hasMessageContaining("update changes one");
        assertThat(only().weight()).isEqualTo(1);
    }

    @Test
    void anUpdateLeavesTheRestAsItWasWritten() throws IOException {
        Path file = directory.resolve("mine.json");
        Files.writeString(file, """
                { "service": { "id": "a", "name": "iri", "address": "10.0.0.1", "port": 14265,
                  "tags": ["haproxy.weight=3", "rack=7", "haproxy.maxconn=5"], "enable_tag_override": true,
                  "check": { "args": ["/scripts/node_check.sh", "-i"], "interval": "30s" } } }
                """);

        registry.update("a", tags("weight", "9"));

        assertThat(only().weight()).isEqualTo(9);
        assertThat(only().maxInFlight()).isEqualTo(5);
        assertThat(Files.readString(file))
                .contains("rack=7", "enable_tag_override", "/scripts/node_check.sh")
                .doesNotContain("haproxy.weight=3");
    }

    @Test
    void aWrongValueChangesNothing() throws IOException {
        registry.add(at("10.0.0.5", 14265, Map.of("weight", "3")));
        Path file = directory.resolve("10.0.0.5_14265.json");
        String before = Files.readString(file);

        assertThatThrownBy(() -> registry.update(ID, tags("weight", "many")))
                .isInstanceOf(RegistryException.class)
                .hasMessage(ID + ": haproxy.weight: 'many' (expected: a whole number, 0..65535)");
        assertThatThrownBy(() -> registry.add(at("http://10.0.0.6", 14265, Map.of())))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("expected: an address or a host name");
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(names()).containsExactly("10.0.0.5_14265.json");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void removingTheOnlyNodeOfAFileRemovesTheFileAndNoOtherNode() throws IOException {
        Files.writeString(directory.resolve("two.json"), """
                { "services": [ { "id": "a", "name": "iri", "address": "10.0.0.1", "port": 1 },
                                { "id": "b", "name": "iri", "address": "10.0.0.2", "port": 2 } ] }
                """);

        registry.remove("a");
        assertThat(only().id()).isEqualTo("b");
        registry.remove("b");
        assertThat(registry.nodes()).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void aNodeGoesOutOfServiceAndComesBack() {
        registry.add(at("10.0.0.5", 14265, Map.of()));

        registry.serve(ID, ServiceState.DRAIN, "");
        assertThat(only().state()).isEqualTo(ServiceState.DRAIN);
        registry.serve(ID, ServiceState.MAINT, "");
        assertThat(only().state()).isEqualTo(ServiceState.MAINT);
        registry.serve(ID, ServiceState.READY, "");
        assertThat(only().state()).isEqualTo(ServiceState.READY);
    }

    @Test
    void anUnknownNodeIsSaidWithThoseThatAreThere() {
        registry.add(at("10.0.0.5", 14265, Map.of()));

        assertThatThrownBy(() -> registry.remove("b"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("b: no such node in " + directory + " (expected: one of " + ID + ")");
    }

    @Test
    void aFileIsLoadedAsItIs(@TempDir Path other) throws IOException {
        Path file = other.resolve("node.json");
        Files.writeString(
                file, "{ \"ID\": \"x\", \"Name\": \"iri\", \"Address\": \"10.0.0.9\", \"Port\": 1, \"Tags\": [] }");

        assertThat(registry.load(file)).containsExactly("x");
        assertThat(only().host()).isEqualTo("10.0.0.9");
        assertThat(registry.load(file)).containsExactly("x");
        Files.writeString(file, "{ \"ID\": ");
        assertThatThrownBy(() -> registry.load(file))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line 1");
        assertThat(only().id()).isEqualTo("x");
    }

    @Test
    void aDirectoryThatIsNotThereIsSaid() {
        Path gone = directory.resolve("gone");

        assertThatThrownBy(() -> new DirectoryRegistry(gone, "iri").nodes())
                .isInstanceOf(RegistryException.class)
                .hasMessage(gone + ": is not there (expected: a directory of service definitions)");
    }
}
