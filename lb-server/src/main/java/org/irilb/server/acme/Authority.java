package org.irilb.server.acme;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.DEROctetString;
import org.irilb.core.tls.DomainProofs;
import org.irilb.server.config.AcmeSettings;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** An authority that certificates are got from; the only place that knows the library for that. One thread's. */
final class Authority {

    /** A certificate, those that it was signed with, and its key. */
    record Issued(List<X509Certificate> chain, KeyPair key) {}

    /** The authority has refused, or can't be reached; the message is for operators. */
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Optional<Instant> notBefore;

        private Refusal(String message, Throwable cause, Optional<Instant> notBefore) {
            super(message, cause);
            this.notBefore = notBefore;
        }

        private Refusal(String message) {
            this(message, null, Optional.empty());
        }

        /** When to come again at the earliest, if it said so. */
        Optional<Instant> notBefore() {
            return notBefore;
        }
    }

    /** For each step that the authority takes its time for. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration FIRST_LOOK = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private static final Set<Status> ENDED = Set.of(Status.VALID, Status.INVALID);
    private static final Set<Status> ORDER_READY = Set.of(Status.READY, Status.VALID, Status.INVALID);

    private final AcmeSettings settings;
    private final Challenges challenges;
    private final DomainProofs proofs;

    /** @param challenges and {@code proofs}, what authorities are told and shown */
    Authority(AcmeSettings settings, Challenges challenges, DomainProofs proofs) {
        this.settings = settings;
        this.challenges = challenges;
        this.proofs = proofs;
    }

    /**
     * Orders a certificate and proves that the domains are ours (RFC 8555, section 7.4). Waits.
     *
     * @param account the key of the account, which is made if there is none yet
     */
    Issued issue(KeyPair account) throws Refusal, IOException, InterruptedException {
        try {
            Login login = login(account);
            Order order = login.newOrder().domains(settings.domains()).create();
            for (Authorization authorization : order.getAuthorizations()) {
                prove(authorization);
            }
            require(settled(order, ORDER_READY), Status.READY, "the order", order.getError());
            KeyPair key = KeyPairs.make();
            order.execute(key);
            require(settled(order, ENDED), Status.VALID, "the order", order.getError());
            return new Issued(order.getCertificate().getCertificateChain(), key);
        } catch (AcmeRateLimitedException e) {
            throw new Refusal(text(e), e, e.getRetryAfter());
        } catch (AcmeException e) {
            throw new Refusal(text(e), e, Optional.empty());
        }
    }

    private Login login(KeyPair account) throws AcmeException, IOException {
        AccountBuilder builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(account);
        settings.email().ifPresent(builder::addEmail);
        return builder.createLogin(session());
    }

    private Session session() throws IOException {
        if (settings.caFile().isEmpty()) {
            return new Session(settings.directory());
        }
        SSLContext tls = TrustedTls.context(settings.caFile().get());
        return new Session(settings.directory(), new GenericAcmeProvider() {
            @Override
            public HttpClient createHttpClient(NetworkSettings network) {
                return HttpClient.newBuilder()
                        .connectTimeout(network.getTimeout())
                        .sslContext(tls)
                        .build();
            }
        });
    }

    private void prove(Authorization authorization) throws AcmeException, Refusal, IOException, InterruptedException {
        if (authorization.getStatus() == Status.VALID) {
            return; // lately proven
        }
        switch (settings.challenge()) {
            case HTTP_01 -> proveByHttp(authorization);
            case TLS_ALPN_01 -> proveByTls(authorization);
        }
    }

    private void proveByHttp(Authorization authorization) throws AcmeException, Refusal, InterruptedException {
        Http01Challenge challenge = challenge(authorization, Http01Challenge.class);
        challenges.tell(challenge.getToken(), challenge.getAuthorization());
        try {
            settle(challenge, domain(authorization));
        } finally {
            challenges.forget(challenge.getToken());
        }
    }

    private void proveByTls(Authorization authorization)
            throws AcmeException, Refusal, IOException, InterruptedException {
        TlsAlpn01Challenge challenge = challenge(authorization, TlsAlpn01Challenge.class);
        String domain = domain(authorization);
        // Netty's own method for this extension leaves the value's tag and length out
        byte[] validation = new DEROctetString(challenge.getAcmeValidation()).getEncoded();
        proofs.tell(
                domain,
                SelfSigned.make(
                        domain,
                        List.of(domain),
                        proof -> proof.addExtensionOctetString(
                                TlsAlpn01Challenge.ACME_VALIDATION_OID, true, validation)));
        try {
            settle(challenge, domain);
        } finally {
            proofs.forget(domain);
        }
    }

    private static String domain(Authorization authorization) {
        return authorization.getIdentifier().getDomain();
    }

    private static <T extends Challenge> T challenge(Authorization authorization, Class<T> type) throws Refusal {
        return authorization
                .findChallenge(type)
                .orElseThrow(() -> new Refusal(domain(authorization) + ": the challenge asked for isn't offered"));
    }

    private static void settle(Challenge challenge, String domain) throws AcmeException, Refusal, InterruptedException {
        challenge.trigger();
        require(settled(challenge, ENDED), Status.VALID, domain, challenge.getError());
    }

    /** Looks until it is over, or the patience is: as the authority wishes, or else soon at first, and then less often. */
    private static Status settled(PollableResource resource, Set<Status> ends)
            throws AcmeException, InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        Duration pause = FIRST_LOOK;
        while (true) {
            Optional<Instant> wished = resource.fetch();
            if (ends.contains(resource.getStatus()) || Instant.now().isAfter(limit)) {
                return resource.getStatus();
            }
            Instant next = wished.orElse(Instant.now().plus(pause));
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), next).toMillis()));
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    private static void require(Status status, Status wanted, String what, Optional<Problem> problem) throws Refusal {
        if (status != wanted && !(wanted == Status.READY && status == Status.VALID)) {
            String why = problem.flatMap(Problem::getDetail).orElse("it is " + status + " (expected: " + wanted + ")");
            throw new Refusal(what + ": " + why);
        }
    }

    private static String text(AcmeException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = Optional.ofNullable(root.getMessage())
                .orElse(root.getClass().getSimpleName())
                .replaceAll("\\p{Cntrl}+", " ");
        return failure instanceof AcmeNetworkException ? "it can't be reached (" + message + ")" : message;
    }
}
