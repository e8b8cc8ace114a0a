package org.irilb.consul.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.consul.instance.DeclaredCheck;
import org.irilb.consul.text.Text;

/** Reads the checks of a service definition. Pure. */
final class CheckReader {

    private static final String UNIT = "(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h)";
    private static final Pattern ONE = Pattern.compile(UNIT);
    private static final Pattern DURATION = Pattern.compile("(?:" + UNIT + ")+");

    private CheckReader() {}

    /** @throws IllegalArgumentException naming what can't be read */
    static List<DeclaredCheck> read(Map<String, JsonNode> service) {
        List<DeclaredCheck> checks = new ArrayList<>();
        DefinitionReader.value(service, "check").ifPresent(check -> checks.add(check(check)));
        DefinitionReader.value(service, "checks").ifPresent(list -> {
            DefinitionReader.require(list.isArray(), "checks", list, "a list");
            list.forEach(check -> checks.add(check(check)));
        });
        return checks;
    }

    private static DeclaredCheck check(JsonNode json) {
        Map<String, JsonNode> check = DefinitionReader.keys("check", json);
        return new DeclaredCheck(
                texts(check, check.containsKey("args") ? "args" : "scriptargs"),
                text(check, "http"),
                text(check, "method").orElse("GET"),
                text(check, "body").orElse(""),
                text(check, "tcp"),
                DefinitionReader.value(check, "tlsskipverify")
                        .map(JsonNode::asBoolean)
                        .orElse(false),
                duration(check, "interval"),
                duration(check, "timeout"),
                times(check, "successbeforepassing", 0),
                times(check, "failuresbeforecritical", 1));
    }

    private static List<String> texts(Map<String, JsonNode> check, String key) {
        List<String> texts = new ArrayList<>();
        DefinitionReader.value(check, key).ifPresent(list -> {
            DefinitionReader.require(list.isArray(), "check." + key, list, "a list of strings");
            for (JsonNode item : list) {
                DefinitionReader.require(item.isTextual(), "check." + key, item, "strings");
                texts.add(item.textValue());
            }
        });
        return texts;
    }

    private static Optional<String> text(Map<String, JsonNode> check, String key) {
        Optional<JsonNode> value = DefinitionReader.value(check, key);
        value.ifPresent(text -> DefinitionReader.require(text.isTextual(), "check." + key, text, "a string"));
        return value.map(JsonNode::textValue).filter(text -> !text.isEmpty());
    }

    /** Consul counts failures before the one that is critical, but successes with the one that passes. */
    private static OptionalInt times(Map<String, JsonNode> check, String key, int more) {
        Optional<JsonNode> value = DefinitionReader.value(check, key);
        value.ifPresent(number -> DefinitionReader.require(
                number.canConvertToInt() && number.intValue() >= 0 && number.intValue() < 1000,
                "check." + key,
                number,
                "0..999"));
        return value.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Math.max(1, value.get().intValue() + more));
    }

    /** As Go writes them, e.g. {@code 1m30s}. */
    private static Optional<Duration> duration(Map<String, JsonNode> check, String key) {
        Optional<String> text = text(check, key);
        return text.map(given -> {
                    if (!DURATION.matcher(given).matches()) {
                        throw new IllegalArgumentException("check." + key + ": '" + Text.printable(given)
                                + "' (expected: a duration such as 30s or 1m30s)");
                    }
                    double nanos = 0;
                    Matcher parts = ONE.matcher(given);
                    while (parts.find()) {
                        nanos += Double.parseDouble(parts.group(1)) * nanos(parts.group(2));
                    }
                    return Duration.ofNanos((long) nanos);
                })
                .filter(time -> !time.isZero());
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw new IllegalStateException(unit);
        };
    }
}
