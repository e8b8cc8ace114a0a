package org.irilb.consul.instance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A check as a definition file declares it for Consul to run (Consul documentation, "Define health checks"). What it
 * doesn't say is empty.
 *
 * @param args a script and its arguments
 * @param http a URL that has to be answered with a status below 300
 * @param method of the request to that URL
 * @param body of that request
 * @param tcp host and port that have to take connections
 * @param skipVerify whether the certificate of an HTTPS URL is left unverified
 * @param interval how often
 * @param timeout how long it may take
 * @param rise how many results in a row have to pass, 1 or more
 * @param fall how many results in a row have to fail, 1 or more
 */
public record DeclaredCheck(
        List<String> args,
        Optional<String> http,
        String method,
        String body,
        Optional<String> tcp,
        boolean skipVerify,
        Optional<Duration> interval,
        Optional<Duration> timeout,
        OptionalInt rise,
        OptionalInt fall) {

    public DeclaredCheck {
        args = List.copyOf(args);
    }
}
