package org.irilb.core.command;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Reads commands as IRI 1.8.6 does: whatever the bytes are, as UTF-8, with Gson, which is lenient. */
final class GsonOracle {

    private static final Gson GSON = new Gson();

    private GsonOracle() {}

    /** The name of the command that the node would look up; nothing if it would refuse the body. */
    static Optional<String> read(byte[] body) {
        try {
            Map<?, ?> request = GSON.fromJson(new String(body, StandardCharsets.UTF_8), Map.class);
            return request != null && request.get("command") instanceof String name
                    ? Optional.of(name)
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // the node answers 400, or 500 to what its parser didn't foresee
        }
    }
}
