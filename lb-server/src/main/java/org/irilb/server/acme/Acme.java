package org.irilb.server.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.irilb.core.LoadBalancer;
import org.irilb.core.http.ChallengeSource;
import org.irilb.core.tls.DomainProofs;
import org.irilb.server.config.AcmeSettings;
import org.irilb.server.config.CertbotSettings;
import org.jspecify.annotations.Nullable;

/** All that the program has to do with ACME, its own certificate and what others want authorities to be told. Any thread. */
public final class Acme implements AutoCloseable {

    private final @Nullable Challenges challenges;
    private final DomainProofs proofs;
    private final @Nullable WebrootChallenges webroot;
    private final @Nullable Renewals renewals;

    private Acme(
            @Nullable Challenges challenges,
            DomainProofs proofs,
            @Nullable WebrootChallenges webroot,
            @Nullable Renewals renewals) {
        this.challenges = challenges;
        this.proofs = proofs;
        this.webroot = webroot;
        this.renewals = renewals;
    }

    /**
     * Has the certificate's file there, so that listeners can be opened with it.
     *
     * @throws java.io.UncheckedIOException if it can't be written
     */
    public static Acme prepare(Optional<AcmeSettings> acme, CertbotSettings certbot) {
        return prepare(acme, certbot, RenewalPace.STANDARD);
    }

    static Acme prepare(Optional<AcmeSettings> acme, CertbotSettings certbot, RenewalPace pace) {
        WebrootChallenges webroot =
                certbot.webroot().map(WebrootChallenges::new).orElse(null);
        List<ChallengeSource> others = new ArrayList<>();
        if (webroot != null) {
            others.add(webroot);
        }
        certbot.standalone().map(StandaloneChallenges::new).ifPresent(others::add);
        if (acme.isEmpty() && others.isEmpty()) {
            return new Acme(null, new DomainProofs(), null, null); // requests for challenges are like all others
        }
        Challenges challenges = new Challenges(others);
        DomainProofs proofs = new DomainProofs();
        return new Acme(
                challenges,
                proofs,
                webroot,
                acme.map(settings -> Renewals.prepare(settings, pace, new Authority(settings, challenges, proofs)))
                        .orElse(null));
    }

    /** Has the balancer, which serves by now, answer authorities, and begins with the certificate. */
    public void start(LoadBalancer balancer) {
        if (challenges != null) {
            balancer.answerChallenges(challenges);
        }
        if (renewals != null) {
            balancer.proveDomains(proofs);
            renewals.start();
        }
    }

    /** How the balancer's own certificate fares; nothing if it has none from an authority. */
    public Optional<AcmeStatus> status() {
        return Optional.ofNullable(renewals).map(Renewals::status);
    }

    @Override
    public void close() {
        if (renewals != null) {
            renewals.close();
        }
        if (webroot != null) {
            webroot.close();
        }
    }
}
