package org.irilb.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviceTest {

    @TempDir
    Path dir;

    private List<String> advice(String yaml) throws IOException, ConfigException {
        Path file = Files.writeString(dir.resolve("lb.yml"), yaml);
        return Advice.of(ConfigFile.read(file, Map.of()).settings());
    }

    @Test
    void nothingIsSaidOfTheDefaults() throws Exception {
        assertThat(advice("")).isEmpty();
    }

    @Test
    void anAuthorityThatNobodyHearsIsTold() throws Exception {
        String acme = "acme: { domains: [iota.example], accept-terms: true }\n";

        assertThat(advice(acme)).singleElement().asString().contains("no listener without tls has port 80");
        assertThat(advice(acme + "listeners: [{ name: plain, bind: '0.0.0.0:80' }]"))
                .isEmpty();
    }

    @Test
    void rulesThatRefuseWhoeverAsksForWebSocketAreTold() throws Exception {
        String route = "routes: [{ pool: iri_back, websocket: true }]\n";

        assertThat(advice(route)).singleElement().asString().contains("rules.require-command");
        assertThat(advice(route + "rules: { require-command: false }"))
                .singleElement()
                .asString()
                .contains("can't send X-IOTA-API-Version");
        assertThat(advice(route + "rules: { require-command: false, require-header: null }"))
                .isEmpty();
    }
}
