package org.irilb.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WireTest {

    private static final Certificate CERTIFICATE = new Certificate(Path.of("full.pem"));

    @Test
    void everyContestantTakesNothingBelowTls13WithTheSameCertificate() {
        for (Contestant contestant : Contestant.values()) {
            assertThat(Wire.TLS.bind(contestant, 4433, CERTIFICATE)).contains("127.0.0.1:4433", "full.pem", "TLSv1.3");
        }
    }

    @Test
    void withoutTlsNothingFurtherIsBound() {
        assertThat(Wire.CLEAR.bind(Contestant.IRI_LB, 4433, CERTIFICATE)).isEmpty();
    }
}
