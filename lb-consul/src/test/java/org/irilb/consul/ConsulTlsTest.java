package org.irilb.consul;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.watch.WatchPaces;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** With a Consul that speaks HTTPS. */
@Execution(ExecutionMode.CONCURRENT)
final class ConsulTlsTest {

    @TempDir
    private Path dir;

    private final List<List<NodeConfig>> published = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void aCertificateIsVerified() throws Exception {
        Certificate own = certificate("own");
        WireMockServer consul = consul(own, options());

        ConsulSource doubting = start(consul, trusting(certificate("other").pem()));
        Await.until("it fails", () -> doubting.status().get(0).failures() > 1);
        assertThat(published).isEmpty();

        start(consul, trusting(own.pem()));
        Await.until("it reads", () -> !published.isEmpty());
    }

    @Test
    void certificatesThatAreReplacedInTheirFileAreUsedAtOnce() throws Exception {
        Certificate own = certificate("own");
        Path ca = Files.copy(certificate("other").pem(), dir.resolve("ca.pem"));
        ConsulSource source = start(consul(own, options()), trusting(ca));
        Await.until("it fails", () -> source.status().get(0).failures() > 1);

        Files.writeString(ca, "half a cert");
        int failures = source.status().get(0).failures();
        Await.until("it still fails", () -> source.status().get(0).failures() > failures + 1);
        Files.copy(own.pem(), ca, StandardCopyOption.REPLACE_EXISTING);

        Await.until("it reads", () -> !published.isEmpty());
    }

    @Test
    void aCertificateMayBearAnotherNameThanTheAddress() throws Exception {
        Certificate own = Certificate.create(dir.resolve("own"), "dns:server.dc1.consul");
        WireMockServer consul = consul(own, options());

        ConsulSource doubting = start(consul, trusting(own.pem()));
        Await.until("it fails", () -> doubting.status().get(0).failures() > 1);
        assertThat(published).isEmpty();

        start(consul, new ConsulTls(Optional.of(own.pem()), Optional.empty(), Optional.of("server.dc1.consul")));
        Await.until("it reads", () -> !published.isEmpty());
    }

    @Test
    void aConsulThatVerifiesItsClientsIsShownACertificate() throws Exception {
        Certificate own = certificate("own");
        Certificate ours = certificate("ours");
        WireMockServer consul = consul(
                own,
                options()
                        .needClientAuth(true)
                        .trustStorePath(ours.truststore().toString())
                        .trustStorePassword(Certificate.PASSWORD)
                        .trustStoreType("PKCS12"));

        ConsulSource nameless = start(consul, trusting(own.pem()));
        Await.until("it fails", () -> nameless.status().get(0).failures() > 1);
        assertThat(published).isEmpty();

        start(
                consul,
                new ConsulTls(
                        Optional.of(own.pem()),
                        Optional.of(new ConsulTls.ClientCertificate(ours.pem(), ours.key())),
                        Optional.empty()));
        Await.until("it reads", () -> !published.isEmpty());
    }

    private Certificate certificate(String name) throws IOException, InterruptedException {
        return Certificate.create(dir.resolve(name));
    }

    private static ConsulTls trusting(Path ca) {
        return new ConsulTls(Optional.of(ca), Optional.empty(), Optional.empty());
    }

    private WireMockServer consul(Certificate certificate, WireMockConfiguration options) {
        WireMockServer consul = new WireMockServer(options.bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(certificate.keystore().toString())
                .keystorePassword(Certificate.PASSWORD)
                .keyManagerPassword(Certificate.PASSWORD)
                .keystoreType("PKCS12"));
        consul.start();
        open.add(consul::stop);
        consul.stubFor(get(urlPathEqualTo("/v1/health/service/iri"))
                .willReturn(okJson("""
                        [{"Node": {"Node": "agent-one"}, "Checks": [],
                          "Service": {"ID": "a", "Address": "10.0.0.1", "Port": 14265}}]
                        """).withHeader("X-Consul-Index", "7")));
        return consul;
    }

    private ConsulSource start(WireMockServer consul, ConsulTls tls) {
        ConsulAddress address = new ConsulAddress(true, "127.0.0.1", consul.httpsPort());
        ConsulSource source = ConsulSource.start(
                ConsulSettings.of(new ConsulAccess(List.of(address), new ConsulToken.None(), tls), "iri"),
                WatchPaces.waiting(ConsulSourceTest.FAST, Duration.ofMinutes(1)),
                published::add);
        open.add(0, source);
        return source;
    }
}
