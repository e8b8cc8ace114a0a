package org.irilb.server.acme;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.irilb.core.http.ChallengeSource;
import org.irilb.server.config.Endpoint;

/** A certbot that answers by itself while it runs ({@code certbot certonly --standalone}). Any thread. */
final class StandaloneChallenges implements ChallengeSource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** More at a time are nobody's who means well. */
    private final Semaphore places = new Semaphore(16);

    private final Endpoint certbot;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    StandaloneChallenges(Endpoint certbot) {
        this.certbot = certbot;
    }

    @Override
    public CompletableFuture<Optional<String>> find(String token) {
        if (!places.tryAcquire()) {
            return CompletableFuture.failedFuture(new IllegalStateException("too many challenges at a time"));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + certbot + ChallengeSource.PATH + token))
                .timeout(PATIENCE)
                .build();
        return client.sendAsync(request, BodyHandlers.ofString())
                .handle(StandaloneChallenges::proof)
                .whenComplete((proof, failure) -> places.release());
    }

    private static Optional<String> proof(HttpResponse<String> response, Throwable failure) {
        if (failure == null) {
            return Optional.of(response.body()).filter(body -> response.statusCode() == 200);
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ConnectException) {
            return Optional.empty(); // it isn't running
        }
        throw new CompletionException(cause);
    }
}
