package org.irilb.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceTest {

    @TempDir
    private Path directory;

    @Test
    void everyNameIsFilledIn() throws IOException {
        Map<String, String> values = Map.of("port", "1234", "tls", "", "node", "5678", "maxconn", "5");
        assertThat(Files.readString(Resource.write("haproxy-bare.cfg", directory, values)))
                .contains("bind 127.0.0.1:1234 ", "server node 127.0.0.1:5678 maxconn 5");
    }

    @Test
    void aNameWithoutAValueIsRefused() {
        assertThatThrownBy(() ->
                        Resource.write("haproxy-bare.cfg", directory, Map.of("port", "1", "tls", "", "node", "2")))
                .hasMessageContaining("${maxconn}");
    }
}
