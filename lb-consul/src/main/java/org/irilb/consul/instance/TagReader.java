package org.irilb.consul.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.consul.text.Text;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;

/**
 * Reads the {@code haproxy.*} tags of one instance; all other tags are somebody else's. The same names in its metadata
 * win; there Consul allows no dots, so that {@code haproxy-weight} and {@code haproxy_weight} are meant too. Used by one
 * thread, once. Without a tag its default holds: {@code scheme=http}, {@code sslverify=1}, {@code weight} as Consul's
 * weight when passing (1 if nobody set it), {@code maxconn=1}, {@code maxconnpow} as {@code maxconn}, {@code pow=false}.
 */
public final class TagReader {

    /**
     * @param tags the tags that could be read, and defaults for the others
     * @param errors tags that can't be read, so that {@code tags} isn't what the operator meant
     * @param remarks tags that mean nothing here, and probably something to whoever wrote them
     */
    public record Reading(NodeTags tags, List<String> errors, List<String> remarks) {}

    private static final String PREFIX = "haproxy.";
    private static final Pattern META = Pattern.compile("haproxy[._-](.+)");
    private static final Map<String, PowRole> POW =
            new TreeMap<>(Map.of("true", PowRole.ALSO, "false", PowRole.NONE, "only", PowRole.ONLY));
    private static final Map<String, Scheme> SCHEMES =
            new TreeMap<>(Map.of("http", Scheme.HTTP, "https", Scheme.HTTPS));
    private static final Map<String, ServiceState> STATES = new TreeMap<>(
            Map.of("ready", ServiceState.READY, "drain", ServiceState.DRAIN, "maint", ServiceState.MAINT));
    private static final Map<String, Boolean> FLAGS =
            new TreeMap<>(Map.of("0", false, "1", true, "false", false, "true", true));

    private final List<String> errors = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private Scheme scheme = Scheme.HTTP;
    private boolean verify = true;
    private String clientCertificate = "";
    private int agentPort;
    private int weight;
    private int maxInFlight = 1;
    private OptionalInt maxPowInFlight = OptionalInt.empty();
    private PowRole pow = PowRole.NONE;
    private ServiceState state = ServiceState.READY;

    private TagReader(ServiceInstance.Weights weights) {
        weight = limited(weights.passing());
    }

    public static Reading read(ServiceInstance instance) {
        TagReader reader = new TagReader(instance.weights());
        Map<String, String> values = reader.split(instance.tags());
        reader.add(instance.meta(), values);
        values.forEach(reader::take);
        return reader.reading(instance.weights());
    }

    private static int limited(int weight) {
        return Math.max(0, Math.min(weight, NodeConfig.MAX_WEIGHT));
    }

    private void add(Map<String, String> meta, Map<String, String> values) {
        new TreeMap<>(meta).forEach((key, value) -> {
            Matcher name = META.matcher(key);
            if (!name.matches()) {
                return;
            }
            if (Text.hasControls(value)) {
                errors.add("meta '" + Text.printable(key) + "': control character (expected: none)");
            } else {
                values.put(PREFIX + name.group(1), value.strip());
            }
        });
    }

    private Map<String, String> split(List<String> tags) {
        Map<String, String> values = new TreeMap<>();
        tags.stream().filter(tag -> tag.stripLeading().startsWith(PREFIX)).forEach(tag -> split(tag, values));
        return values;
    }

    private void split(String tag, Map<String, String> values) {
        if (Text.hasControls(tag)) {
            errors.add("tag '" + Text.printable(tag) + "': control character (expected: none)");
            return;
        }
        int equals = tag.indexOf('=');
        if (equals < 0) {
            remarks.add("tag '" + Text.printable(tag) + "': ignored (expected: name=value)");
            return;
        }
        String value = tag.substring(equals + 1).strip();
        String name = tag.substring(0, equals).strip();
        String earlier = values.put(name, value);
        if (earlier != null && !earlier.equals(value)) {
            remarks.add(name + ": '" + Text.printable(earlier) + "' and '" + Text.printable(value)
                    + "', the last one counts (expected: once)");
        }
    }

    private void take(String name, String value) {
        switch (name) {
            case "haproxy.scheme" -> scheme = choice(name, value, SCHEMES, scheme);
            case "haproxy.sslverify" -> verify = choice(name, value, FLAGS, verify);
            case "haproxy.crt" -> clientCertificate = certificate(name, value);
            case "haproxy.agent-port" ->
                agentPort = number(name, value, 1, 65_535).orElse(agentPort);
            case "haproxy.weight" ->
                weight = number(name, value, 0, NodeConfig.MAX_WEIGHT).orElse(weight);
            case "haproxy.maxconn" ->
                maxInFlight = number(name, value, 1, Integer.MAX_VALUE).orElse(maxInFlight);
            case "haproxy.maxconnpow" -> maxPowInFlight = number(name, value, 1, Integer.MAX_VALUE);
            case "haproxy.pow" -> pow = choice(name, value, POW, pow);
            case "haproxy.state" -> state = choice(name, value, STATES, state);
            default ->
                remarks.add(Text.printable(name) + ": unknown, ignored (expected: haproxy."
                        + "scheme, sslverify, crt, agent-port, weight, maxconn, maxconnpow, pow or state)");
        }
    }

    private <T> T choice(String name, String value, Map<String, T> choices, T otherwise) {
        T chosen = choices.get(value.toLowerCase(Locale.ROOT));
        if (chosen == null) {
            errors.add(name + ": '" + Text.printable(value) + "' (expected: one of " + choices.keySet() + ")");
            return otherwise;
        }
        return chosen;
    }

    private String certificate(String name, String value) {
        if (!value.matches(NodeConfig.CERTIFICATE_NAME)) {
            errors.add(name + ": '" + Text.printable(value) + "' (expected: letters, digits, '.', '_', '-')");
            return clientCertificate;
        }
        return value;
    }

    private OptionalInt number(String name, String value, int min, int max) {
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // said below, as for numbers out of range
        }
        errors.add(name + ": '" + Text.printable(value) + "' (expected: a whole number, " + min + ".." + max + ")");
        return OptionalInt.empty();
    }

    private Reading reading(ServiceInstance.Weights weights) {
        int warningWeight = weights.equals(ServiceInstance.Weights.UNSET) ? weight : limited(weights.warning());
        NodeTags tags = new NodeTags(
                scheme,
                verify,
                clientCertificate,
                agentPort,
                weight,
                warningWeight,
                maxInFlight,
                maxPowInFlight.orElse(maxInFlight),
                pow,
                state);
        return new Reading(tags, List.copyOf(errors), List.copyOf(remarks));
    }
}
