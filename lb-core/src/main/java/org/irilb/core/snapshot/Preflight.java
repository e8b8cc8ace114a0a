package org.irilb.core.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.http.OwnAnswer;

/**
 * What a browser that asks before it calls is told: as IRI 1.8.6 does, and how long that holds, and that a password may
 * be sent (Fetch standard, CORS protocol). Stateless.
 */
final class Preflight {

    private static final List<String> ALLOWED = List.of(
            "User-Agent",
            "Origin",
            "X-Requested-With",
            "Content-Type",
            "Accept",
            "X-IOTA-API-Version",
            "Authorization");

    private Preflight() {}

    static OwnAnswer answer(RulesConfig rules) {
        List<String> allowed = new ArrayList<>(ALLOWED);
        rules.requireHeader()
                .filter(required -> ALLOWED.stream().noneMatch(required::equalsIgnoreCase))
                .ifPresent(allowed::add);
        String fields = "Access-Control-Allow-Headers: " + String.join(", ", allowed) + "\r\nAccess-Control-Max-Age: "
                + rules.preflights().maxAge().toSeconds() + "\r\n";
        return new OwnAnswer(200, "", 0, fields);
    }
}
