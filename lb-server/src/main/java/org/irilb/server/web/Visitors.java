package org.irilb.server.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.guard.BasicAuth;
import org.irilb.core.guard.BasicAuth.Verdict;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.guard.PasswordThreads;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the web endpoint, and what for. With users, everything but {@code /healthz} and {@code /readyz} takes a
 * name and a password. Without, what is bound to the loopback interface answers under no other name than {@code
 * localhost}, so that no page of the internet whose name is made to mean 127.0.0.1 can read it through somebody's browser
 * (DNS rebinding); and what has the balancer do something is done for no other site's page. Any thread.
 */
public final class Visitors {

    /** Everybody is let in. */
    public static final Visitors ANYBODY = new Visitors(Optional.empty());

    private static final Set<String> OPEN = Set.of("/healthz", "/readyz");

    /** With or without a port. */
    private static final Pattern OWN_NAME = Pattern.compile(
            "(?:localhost|(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|\\[[0-9a-f:.]+])(?::[0-9]*)?", Pattern.CASE_INSENSITIVE);

    /** What browsers say of requests that no other site's page has caused (W3C, Fetch Metadata). */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private static final long PATIENCE_SECONDS = 10;

    private volatile @Nullable BasicAuth users;

    /** @param users who may ask; anybody if there are none */
    public Visitors(Optional<BasicAuthConfig> users) {
        users.ifPresent(this::replace);
    }

    /** These are the users from now on. */
    public void replace(BasicAuthConfig config) {
        users = new BasicAuth(config, PasswordThreads.create());
    }

    /**
     * What is to be said instead of an answer; empty if the request may be answered. It is there when this returns, unless
     * a password has to be checked first.
     */
    CompletableFuture<Optional<Page>> refuse(Request request) {
        BasicAuth auth = users;
        if (auth == null) {
            return CompletableFuture.completedFuture(refuseName(request));
        }
        return OPEN.contains(request.path())
                ? CompletableFuture.completedFuture(Optional.empty())
                : refuseStranger(request, auth);
    }

    private static CompletableFuture<Optional<Page>> refuseStranger(Request request, BasicAuth auth) {
        byte[] given = request.field("Authorization").orElse("").getBytes(StandardCharsets.ISO_8859_1);
        // Those who guess wait for each other, and are told to come back.
        return auth.check(NumericAddress.of(request.remote()), given, 0, given.length)
                .copy()
                .completeOnTimeout(Verdict.BUSY, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(fault -> Verdict.BUSY)
                .thenApply(verdict -> refusal(verdict, auth));
    }

    private static Optional<Page> refusal(Verdict verdict, BasicAuth auth) {
        return switch (verdict) {
            case RIGHT -> Optional.empty();
            case WRONG ->
                Optional.of(Page.text(401, "401 Authorization is missing or wrong")
                        .with("WWW-Authenticate", auth.challenge()));
            case TOO_MANY ->
                Optional.of(Page.text(429, "429 Too many wrong passwords")
                        .with("Retry-After", Long.toString(BasicAuth.PERIOD.toSeconds())));
            case BUSY ->
                Optional.of(Page.text(503, "503 Too many passwords are being checked")
                        .with("Retry-After", "1"));
        };
    }

    private static Optional<Page> refuseName(Request request) {
        Optional<String> host = request.field("Host");
        if (host.isEmpty()
                || !request.local().isLoopbackAddress()
                || OWN_NAME.matcher(host.get()).matches()) {
            return Optional.empty();
        }
        return Optional.of(Page.text(
                421, "421 Host: not this one's (expected: an address or localhost; others need admin.basic-auth)"));
    }

    /** The same for a request that has the balancer do something: no page of another site may cause it. */
    static Optional<Page> refuseOtherSites(Request request) {
        Optional<String> site = request.field("Sec-Fetch-Site");
        Optional<String> origin = request.field("Origin");
        String own = "://" + request.field("Host").orElse("");
        boolean foreign = site.isPresent() && !OWN.contains(site.get())
                || origin.isPresent() && !origin.get().endsWith(own);
        return foreign
                ? Optional.of(
                        Page.text(403, "403 asked by a page of another site (expected: none, or one of this host)"))
                : Optional.empty();
    }
}
