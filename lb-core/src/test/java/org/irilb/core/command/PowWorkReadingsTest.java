package org.irilb.core.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** However its parameters are spelt, no node does more work, or reads a longer list, than was read of a body here. */
@Execution(ExecutionMode.CONCURRENT)
class PowWorkReadingsTest {

    private static final int COUNT = 100_000;
    private static final long SEED = 20_261_124L;

    private static final List<String> KEYS = List.of(
            "trytes",
            "trytes",
            "TRYTES",
            "try\\u0074es",
            "tryte\u017f",
            "minWeightMagnitude",
            "minWeightMagnitude",
            "minweightmagnitude",
            "MINWEIGHTMAGNITUDE",
            "\\u006dinWeightMagnitude",
            "hashes",
            "x");

    private static final List<String> VALUES = List.of(
            "14",
            "1.4e1",
            "14.99",
            "0",
            "-3",
            "-0.5",
            "1E1",
            "99999999999",
            "1e30",
            "3",
            "\"14\"",
            "null",
            "true",
            "{}",
            "{\"trytes\":[1,2,3,4,5,6,7],\"minWeightMagnitude\":99}",
            "[]",
            "[1]",
            "[1,2]",
            "[[1,2,3],{\"a\":[]}, \"]\"]");

    private final Random random = new Random(SEED);
    private final CommandReader reader = new CommandReader(CommandTable.IRI);
    private int worked;

    @Test
    void noNodeDoesMoreThanWasRead() {
        for (int i = 0; i < COUNT; i++) {
            String body = body();
            byte[] bytes = body.getBytes(UTF_8);
            Command command = reader.read(bytes, 0, bytes.length);
            assertThat(command).as(body).isInstanceOf(Command.Named.class);
            PowWork work = ((Command.Named) command).work();
            compare(body, work, asIri(body));
            compare(body, work, asHornet(body));
        }
        assertThat(worked).isGreaterThan(COUNT / 2);
    }

    private String body() {
        List<String> entries = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            entries.add("\"" + any(KEYS) + "\": " + any(VALUES));
        }
        entries.add("\"command\":\"attachToTangle\"");
        Collections.shuffle(entries, random);
        return "{" + String.join(",", entries) + "}";
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** IRI takes keys as they are, and refuses those given twice. */
    private static List<Map.Entry<String, JsonElement>> asIri(String body) {
        try {
            new Gson().fromJson(body, Map.class);
        } catch (JsonParseException e) {
            return List.of();
        }
        return List.copyOf(JsonParser.parseString(body).getAsJsonObject().entrySet());
    }

    /** Of a key that is given twice HORNET takes the last; of keys that differ in case, one or the other. */
    private static List<Map.Entry<String, JsonElement>> asHornet(String body) {
        JsonObject last = JsonParser.parseString(body).getAsJsonObject();
        return last.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey().equalsIgnoreCase("trytes")
                                ? "trytes"
                                : entry.getKey().equalsIgnoreCase("minWeightMagnitude")
                                        ? "minWeightMagnitude"
                                        : entry.getKey(),
                        entry.getValue()))
                .toList();
    }

    private void compare(String body, PowWork work, List<Map.Entry<String, JsonElement>> parameters) {
        for (Map.Entry<String, JsonElement> parameter : parameters) {
            JsonElement value = parameter.getValue();
            if (value.isJsonArray()) {
                int length = value.getAsJsonArray().size();
                assertThat(reader.longestList()).as(body).isGreaterThanOrEqualTo(length);
                if (parameter.getKey().equals("trytes")) {
                    assertThat(work.transactions()).as(body).isGreaterThanOrEqualTo(length);
                    worked++;
                }
            } else if (parameter.getKey().equals("minWeightMagnitude")
                    && value.isJsonPrimitive()
                    && value.getAsJsonPrimitive().isNumber()) {
                assertThat(work.magnitude())
                        .as(body)
                        .isGreaterThanOrEqualTo(
                                (int) value.getAsDouble() < 1 ? PowWork.NOT_SAID : (int) value.getAsDouble());
                worked++;
            }
        }
    }
}
