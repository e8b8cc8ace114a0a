package org.irilb.server.demo;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a private IRI 1.8.6 network with three milestones said, read once from a resource. Constants; any thread. */
final class Recorded {

    private static final JsonObject ALL = read();

    static final String MILESTONE = ALL.get("milestone").getAsString();
    static final Transaction MILESTONE_TRANSACTION =
            new Transaction(ALL.get("milestoneTrytes").getAsString());
    static final String COORDINATOR =
            ALL.getAsJsonObject("nodeInfo").get("coordinatorAddress").getAsString();
    static final List<String> COORDINATOR_HASHES = StreamSupport.stream(
                    ALL.getAsJsonArray("coordinatorHashes").spliterator(), false)
            .map(hash -> hash.getAsString())
            .toList();
    private static final Map<String, String> BALANCES = ALL.getAsJsonObject("balances").entrySet().stream()
            .collect(Collectors.toMap(
                    Map.Entry::getKey, entry -> entry.getValue().getAsString()));

    private Recorded() {}

    /** A copy to be changed. */
    static JsonObject nodeInfo() {
        return ALL.getAsJsonObject("nodeInfo").deepCopy();
    }

    /** A copy to be changed. */
    static JsonObject apiConfiguration() {
        return ALL.getAsJsonObject("apiConfiguration").deepCopy();
    }

    static String balance(String address) {
        return BALANCES.getOrDefault(address, "0");
    }

    private static JsonObject read() {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream("recorded.json"));
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return new Gson().fromJson(text, JsonObject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
