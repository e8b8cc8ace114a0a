package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Knows what proves to a certificate authority that a host is ours (RFC 8555, section 8.3). Any thread. */
@FunctionalInterface
public interface ChallengeSource {

    /** What the path of such a request begins with; the token follows. */
    String PATH = "/.well-known/acme-challenge/";

    byte[] PATH_BYTES = PATH.getBytes(StandardCharsets.US_ASCII);

    /**
     * Doesn't wait.
     *
     * @param token as received, whatever it consists of
     * @return what is to be answered; nothing if the token isn't known
     */
    CompletableFuture<Optional<String>> find(String token);
}
