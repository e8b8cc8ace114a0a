package org.irilb.server.config;

import static org.irilb.server.config.Kind.NAME;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.irilb.consul.registration.OwnCheck;

/** The keys below {@code nodes.consul.register}. */
final class RegisterReader {

    private static final String TTL = "ttl";

    /** As Consul wants keys of metadata (its documentation, "Register Service"). */
    private static final Kind<String> META_KEY = new Kind<>(
            "letters, digits, - and _, at most 128",
            text -> Optional.of(text).filter(key -> key.matches("[A-Za-z0-9_-]{1,128}")),
            key -> key);

    private static final Kind<OwnCheck> CHECK = new Kind<>(
            "ttl, or a URL that Consul asks, such as http://10.0.0.2:9292/readyz",
            RegisterReader::check,
            check -> check instanceof OwnCheck.Http http ? http.url() : TTL);

    private RegisterReader() {}

    static RegisterSettings read(Section register) {
        return new RegisterSettings(
                register.value("name", NAME, "iri-lb"),
                register.optional("id", NAME, Optional.empty()),
                register.optional("address", NAME, Optional.empty()),
                register.optional("port", Kind.integer(1, 65_535), Optional.empty()),
                register.list("tags", NAME, List.of()),
                register.map("meta", META_KEY, Kind.TEXT, Map.of()),
                register.value("check", CHECK, new OwnCheck.Ttl()),
                register.value("interval", atLeast(Duration.ofSeconds(1), "1s"), Duration.ofSeconds(10)),
                register.value("deregister-after", atLeast(Duration.ofMinutes(1), "1m"), Duration.ofMinutes(10)));
    }

    /** Consul takes no shorter ones. */
    private static Kind<Duration> atLeast(Duration least, String words) {
        return new Kind<>(
                "a duration from " + words + " to 365d",
                text -> Quantities.DURATION.reader().apply(text).filter(duration -> duration.compareTo(least) >= 0),
                Quantities.DURATION.writer());
    }

    private static Optional<OwnCheck> check(String text) {
        if (text.equals(TTL)) {
            return Optional.of(new OwnCheck.Ttl());
        }
        return Optional.of(text)
                .filter(url -> url.matches("https?://[\\x21-\\x7e]+"))
                .map(OwnCheck.Http::new);
    }
}
