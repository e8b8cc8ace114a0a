package org.irilb.server.acme;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.irilb.core.http.ChallengeSource;

/** What authorities are told: first for the balancer's own orders, then for those of others. Any thread. */
final class Challenges implements ChallengeSource {

    /** RFC 8555, section 8.3; so no token is a path. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    private final Map<String, String> own = new ConcurrentHashMap<>();
    private final List<ChallengeSource> others;

    Challenges(List<ChallengeSource> others) {
        this.others = List.copyOf(others);
    }

    /** Has the token known until {@link #forget}. */
    void tell(String token, String proof) {
        own.put(token, proof);
    }

    void forget(String token) {
        own.remove(token);
    }

    @Override
    public CompletableFuture<Optional<String>> find(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<String>> found =
                CompletableFuture.completedFuture(Optional.ofNullable(own.get(token)));
        for (ChallengeSource other : others) {
            found = found.thenCompose(
                    proof -> proof.isPresent() ? CompletableFuture.completedFuture(proof) : other.find(token));
        }
        return found;
    }
}
