package org.irilb.health.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.irilb.core.metrics.NodeFacts;

/**
 * What a node's JSON says: text, numbers and lists of texts at its top; of all else nothing is known. Immutable.
 *
 * @param texts by name
 * @param numbers by name, whole ones
 * @param features the list of that name
 */
public record NodeInfo(Map<String, String> texts, Map<String, Long> numbers, List<String> features) {

    static final String LATEST = "latestMilestoneIndex";
    static final String SOLID = "latestSolidSubtangleMilestoneIndex";

    /** A node may be one milestone behind: it learns of the newest a moment before it has all that belongs to it. */
    private static final int MAX_LAG = 1;

    private static final JsonFactory JSON = new JsonFactory();

    public NodeInfo {
        texts = Map.copyOf(texts);
        numbers = Map.copyOf(numbers);
        features = List.copyOf(features);
    }

    /** @throws IOException if it isn't exactly one JSON object */
    static NodeInfo read(byte[] body) throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        List<String> features = new ArrayList<>();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    texts.put(name, json.getText());
                } else if (value == JsonToken.VALUE_NUMBER_INT
                        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                    numbers.put(name, json.getLongValue());
                } else if (value == JsonToken.START_ARRAY && name.equals("features")) {
                    readTexts(json, features);
                } else {
                    json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new IOException("more than an object");
            }
        }
        return new NodeInfo(texts, numbers, features);
    }

    private static void readTexts(JsonParser json, List<String> texts) throws IOException {
        JsonToken item = json.nextToken();
        while (item != null && item != JsonToken.END_ARRAY) {
            if (item == JsonToken.VALUE_STRING) {
                texts.add(json.getText());
            } else {
                json.skipChildren();
            }
            item = json.nextToken();
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    public OptionalLong number(String name) {
        Long number = numbers.get(name);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    public OptionalLong latestMilestone() {
        return number(LATEST);
    }

    public OptionalLong solidMilestone() {
        return number(SOLID);
    }

    public OptionalLong neighbors() {
        return number("neighbors");
    }

    /**
     * For those who only look.
     *
     * @param lag how many milestones it is behind the others, if anybody knows
     * @param age since it said so
     */
    public NodeFacts facts(OptionalLong lag, Duration age) {
        return new NodeFacts(
                text("appName").orElse(""),
                text("appVersion").orElse(""),
                latestMilestone().orElse(-1),
                solidMilestone().orElse(-1),
                neighbors().orElse(-1),
                lag,
                features,
                age);
    }

    /** What went wrong, if it says so: as {@code error} or {@code exception}. */
    Optional<String> fault() {
        return text("error").or(() -> text("exception"));
    }

    /** How the node is out of sync by its own account, if it is. */
    public Optional<String> behind() {
        long latest = latestMilestone().orElse(0);
        long solid = solidMilestone().orElse(0);
        if (latest - solid > MAX_LAG) {
            return Optional.of(SOLID + ": " + solid + ", " + (latest - solid) + " behind the latest (expected: at most "
                    + MAX_LAG + ")");
        }
        // Such a node answers that its subtangle has not been updated yet.
        OptionalLong snapshot = number("lastSnapshottedMilestoneIndex");
        return snapshot.isPresent() && snapshot.getAsLong() == solid
                ? Optional.of(SOLID + ": " + solid + ", that of its snapshot (expected: a later one)")
                : Optional.empty();
    }

    /** Whether it says that it takes proof of work from others (IRI from 1.5.6 on). */
    boolean offersPow() {
        return features.contains("RemotePOW");
    }
}
