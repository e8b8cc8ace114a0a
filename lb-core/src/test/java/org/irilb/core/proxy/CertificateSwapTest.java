package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Certificates that change while clients come and go; {@code -Dcertificate.swaps=1000} changes them more often. */
@Execution(ExecutionMode.CONCURRENT)
class CertificateSwapTest {

    private static final int SWAPS = Integer.getInteger("certificate.swaps", 50);
    private static final int CLIENTS = 2;
    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private static final Issuer ISSUER = Issuer.named("swap");

    @TempDir
    private Path dir;

    @Test
    void noRequestNoticesASwap() throws IOException {
        List<X509Bundle> certificates = List.of(ISSUER.issue("localhost"), ISSUER.issue("localhost"));
        Path file = Issuer.write(certificates.get(0), dir, "localhost.pem");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        Setup patient = Setup.standard().withKeepAlive(Duration.ofMinutes(10));
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(TlsSetup.of(file).config(patient), Setup.node(node.port(), 1, 100));
                Wire kept = Wire.connect(rig.balancer().address(Setup.LISTENER), ISSUER.client(), "localhost")) {
            assertThat(kept.post(NODE_INFO).read().status()).isEqualTo(200);
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(CompletableFuture.runAsync(() -> comeAndGo(rig, over, answered)));
            }

            for (int i = 1; i <= SWAPS; i++) {
                Path next = Issuer.write(certificates.get(i % 2), dir, "next");
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
                rig.balancer().lookAtCertificates().join();
                assertThat(rig.balancer().certificates().get(0).certificate())
                        .isEqualTo(certificates.get(i % 2).getCertificate());
            }
            Await.until("clients were served meanwhile", () -> answered.get() > 10);
            over.set(true);

            CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
            assertThat(kept.post(NODE_INFO).read().status())
                    .as("on a connection of before")
                    .isEqualTo(200);
            assertThat(rig.status().listeners().get(0).counters().sum(Counter.TLS_HANDSHAKE_ERRORS))
                    .isZero();
            System.out.println(SWAPS + " swaps, " + answered + " connections meanwhile");
        }
    }

    /** Some are new, some resume; each is served. */
    private static void comeAndGo(Rig rig, AtomicBoolean over, AtomicInteger answered) {
        SSLContext tls = ISSUER.client();
        while (!over.get()) {
            try (Wire client = Wire.connect(rig.balancer().address(Setup.LISTENER), tls, "localhost")) {
                assertThat(client.post(NODE_INFO).read().status()).isEqualTo(200);
                answered.incrementAndGet();
            }
        }
    }
}
