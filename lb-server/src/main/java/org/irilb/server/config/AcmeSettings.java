package org.irilb.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A certificate that is got, and renewed, from an authority that speaks ACME (RFC 8555).
 *
 * @param domains host names that it is for, at least one
 * @param email whom the authority may write to
 * @param challenge how the authority is shown that they are ours
 * @param directory where the authority tells what it offers
 * @param caFile certificates that the authority's own is verified with; empty for those of the JVM
 * @param storage directory of the account's key and of the certificate
 */
public record AcmeSettings(
        List<String> domains,
        Optional<String> email,
        AcmeChallenge challenge,
        URI directory,
        Optional<Path> caFile,
        Path storage) {

    public AcmeSettings {
        domains = List.copyOf(domains);
    }

    /** Certificate and key in one file, named after the first of the domains. */
    public Path certificate() {
        return storage.resolve(domains.get(0) + ".pem");
    }
}
