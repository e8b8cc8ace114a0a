package org.irilb.server.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * <code>${NAME}</code> and <code>${NAME:-fallback}</code> in values stand for environment variables; the fallback also
 * serves for an empty variable, as in a shell. <code>$${</code> is a literal <code>${</code>. What a variable holds is
 * taken as it is: it can't bring in further placeholders or YAML.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<default>:-(?<fallback>[^}]*))?}|\\$\\{");

    private Placeholders() {}

    /** @throws IllegalArgumentException if a variable is not set and has no fallback, or a placeholder is malformed */
    static String expand(String text, Map<String, String> environment) {
        if (!text.contains("${")) {
            return text;
        }
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(replacement((Matcher) found, environment)));
    }

    private static String replacement(Matcher found, Map<String, String> environment) {
        if (found.group().equals("$${")) {
            return "${";
        }
        String name = found.group("name");
        if (name == null) {
            throw new IllegalArgumentException("malformed placeholder (expected: ${NAME} or ${NAME:-fallback})");
        }
        String value = environment.getOrDefault(name, "");
        if (!value.isEmpty() || found.group("default") == null && environment.containsKey(name)) {
            return value;
        }
        if (found.group("default") == null) {
            throw new IllegalArgumentException(
                    "${" + name + "} is not set in the environment (expected: a value, or ${" + name + ":-fallback})");
        }
        return found.group("fallback");
    }

    /** The text that {@link #expand} makes {@code literal} of. */
    static String escape(String literal) {
        return literal.replace("${", "$${");
    }
}
