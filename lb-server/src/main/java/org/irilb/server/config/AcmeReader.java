package org.irilb.server.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys below {@code acme} and {@code certbot}. */
final class AcmeReader {

    private static final URI LETS_ENCRYPT = URI.create("https://acme-v02.api.letsencrypt.org/directory");

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    /** What ends in a number is an address, or would be taken for one (RFC 3696, section 2). */
    private static final Pattern HOST = Pattern.compile("(?:" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

    private static final Kind<String> DOMAIN = new Kind<>(
            "a host name, no wildcard or address, such as iota.example",
            text -> Optional.of(text.toLowerCase(Locale.ROOT))
                    .filter(name -> name.length() <= 253 && HOST.matcher(name).matches()),
            name -> name);

    private static final Kind<String> EMAIL = new Kind<>(
            "an address such as ops@iota.example",
            text -> Optional.of(text)
                    .filter(address -> address.matches("[\\x21-\\x7e&&[^@,<>]]+@[\\x21-\\x7e&&[^@,<>]]+")),
            address -> address);

    private static final Kind<URI> DIRECTORY =
            new Kind<>("an HTTPS URL, such as " + LETS_ENCRYPT, AcmeReader::url, URI::toString);

    private final Source source;

    AcmeReader(Source source) {
        this.source = source;
    }

    AcmeSettings acme(Section acme) {
        List<String> domains = acme.list("domains", DOMAIN.unique(), List.of());
        if (domains.isEmpty() && !acme.has("domains")) {
            acme.problem("domains", "missing (expected: at least one host name)");
        } else if (domains.isEmpty()) {
            acme.problem("domains", "none that can be used (expected: at least one host name)");
        }
        Optional<String> email = acme.optional("email", EMAIL, Optional.empty());
        AcmeChallenge challenge =
                acme.value("challenge", Kind.choice(AcmeChallenge.class, AcmeChallenge::label), AcmeChallenge.HTTP_01);
        URI directory = acme.value("directory", DIRECTORY, LETS_ENCRYPT);
        Optional<Path> ca = source.pem(acme, "ca-file");
        Path storage = acme.value("storage", source.path(), source.resolve("acme"));
        if (!acme.value("accept-terms", Kind.FLAG, false)) {
            acme.problem(
                    "accept-terms",
                    "false (expected: true, if you accept the authority's terms of service; see its directory)");
        }
        AcmeSettings settings = new AcmeSettings(
                domains.isEmpty() ? List.of(BalancerReader.UNNAMED) : domains,
                email,
                challenge,
                directory,
                ca,
                storage);
        source.expect(settings.certificate());
        return settings;
    }

    CertbotSettings certbot(Section certbot) {
        Optional<Path> webroot = certbot.optional("webroot", source.path(), Optional.empty());
        webroot.filter(path -> !Files.isDirectory(path))
                .ifPresent(path -> certbot.problem("webroot", path + ": no directory (expected: one)"));
        return new CertbotSettings(webroot, certbot.optional("standalone", Addresses.ENDPOINT, Optional.empty()));
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(URI.create(text))
                    .filter(url -> "https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
