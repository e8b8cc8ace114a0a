package org.irilb.server.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.irilb.core.kit.Issuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RenewalPaceTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 2026-03-02T00:00:00Z", "1, 2026-02-28T04:48:00Z"})
    void aCertificateIsRenewedAtTwoThirdsOfItsLifeOrALittleBefore(double random, Instant when) {
        X509Certificate certificate = Issuer.named("a")
                .issue("b", draft -> draft.notBefore(FROM).notAfter(FROM.plus(Duration.ofDays(90))))
                .getCertificate();

        assertThat(RenewalPace.STANDARD.renewal(certificate, random)).isEqualTo(when);
    }

    @ParameterizedTest
    @CsvSource({"1, PT5M", "2, PT10M", "4, PT40M", "8, PT10H40M", "9, PT12H", "5000, PT12H"})
    void eachFailureIsFollowedByALongerPause(int failures, Duration pause) {
        assertThat(RenewalPace.STANDARD.retry(failures, 0.5)).isEqualTo(pause);
    }

    @Test
    void pausesDifferSoThatBalancersDontComeAtOnce() {
        assertThat(RenewalPace.STANDARD.retry(1, 0)).isEqualTo(Duration.ofSeconds(270));
        assertThat(RenewalPace.STANDARD.retry(1, 1)).isEqualTo(Duration.ofSeconds(330));
    }
}
