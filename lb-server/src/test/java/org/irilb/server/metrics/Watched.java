package org.irilb.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.irilb.consul.ConsulStatus;
import org.irilb.consul.snapshot.Origin;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.CertificateStatus;
import org.irilb.core.metrics.EvidenceStatus;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.core.metrics.NodeFacts;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.core.metrics.Outages;
import org.irilb.server.acme.AcmeStatus;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.nodecheck.NodeCheckDoor;
import org.irilb.server.web.AdminWeb;
import org.irilb.server.web.Visitors;

/** A balancer that serves, whose node and Consul have something to tell, and its web endpoint. */
final class Watched implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final org.irilb.core.kit.Origin node = org.irilb.core.kit.Origin.answering("{\"tips\":1}");
    private final LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
    private final AdminWeb web;

    Watched() {
        balancer.showHealth(id -> health());
        balancer.updateNodes(List.of(Setup.node(node.port(), 1, 10)));
        Await.until("the node is known", () -> balancer.status().snapshotVersion() > 1);
        AdminWeb.Shown shown = new AdminWeb.Shown(
                new Statistics(balancer),
                List.of(
                        new ConsulMetrics(() -> List.of(consul())),
                        new AcmeMetrics(() -> Optional.of(acme())),
                        new TlsMetrics(() -> List.of(certificate()))),
                NodeCheckDoor.CLOSED);
        web = AdminWeb.open(new InetSocketAddress("127.0.0.1", 0), shown, Visitors.ANYBODY);
    }

    private static NodeHealth health() {
        HealthStatus checks = new HealthStatus(
                5,
                2,
                4,
                "L7OK",
                false,
                "",
                200,
                Duration.ofMillis(3),
                List.of(),
                "",
                0,
                new Outages(1, Duration.ZERO, Duration.ZERO));
        NodeFacts facts =
                new NodeFacts("IRI", "1.8.6", 1280, 1279, 7, OptionalLong.of(1), List.of(), Duration.ofSeconds(2));
        return new NodeHealth(
                List.of(), Optional.of(checks), Optional.empty(), EvidenceStatus.NONE, Optional.of(facts));
    }

    private static CertificateStatus certificate() {
        return new CertificateStatus(
                "iri_front",
                "lb.example.pem",
                List.of(Issuer.named("watched").issue("lb.example").getCertificate()),
                Optional.empty());
    }

    private static AcmeStatus acme() {
        Instant later = Instant.now().plus(Duration.ofDays(60));
        return new AcmeStatus("lb.example", 1, 0, later, Optional.of(later), "");
    }

    private static ConsulStatus consul() {
        return new ConsulStatus(
                "",
                "http://127.0.0.1:8500",
                Origin.CONSUL,
                1,
                Optional.of(Instant.now()),
                Duration.ZERO,
                17,
                5,
                2,
                4,
                0,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Duration.ZERO,
                0);
    }

    /** Something of everything. */
    void requests() {
        try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            assertThat(client.post("{\"command\":\"getNodeInfo\"}").readAnswer().status())
                    .isEqualTo(200);
            assertThat(client.post("{\"command\":\"addNeighbors\"}")
                            .readAnswer()
                            .status())
                    .isEqualTo(401);
        }
    }

    /** The body of an answer; empty if nobody answers. */
    static String get(String url) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where Prometheus is to look. */
    String address() {
        return "127.0.0.1:" + web.address().getPort();
    }

    /** A scrape in which all families are there. */
    String scrape() {
        requests();
        String[] last = {""};
        Await.until("the requests are told", () -> {
            last[0] = get("http://" + address() + "/metrics");
            return last[0].contains("irilb_command_refusals_total{");
        });
        return last[0];
    }

    @Override
    public void close() {
        web.close();
        balancer.close();
        node.close();
    }
}
