package org.irilb.consul.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.irilb.consul.text.Text;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.Zone;

/** From an instance to a node: what its address, tags and checks mean. Pure. */
public final class NodeMapping {

    /**
     * What an instance said of itself that could be used; its checks change far more often.
     *
     * @param host address or host name, without brackets
     */
    public record Settings(String host, int port, NodeTags tags) {}

    /**
     * @param node empty if there isn't enough to make one
     * @param good what to hold on to in case the next reading fails; empty if this one did
     * @param problems what an operator should mend
     */
    public record Mapped(Optional<NodeConfig> node, Optional<Settings> good, List<String> problems) {}

    /** No URL, no path, no port: each would be taken for a name that DNS doesn't know. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%-]+");

    private NodeMapping() {}

    /**
     * An instance that can't be read stays as it was in {@code lastGood}, in the state that its checks give it now. One
     * that never could is out of service, with the reason; without a usable ID, address or port there is no node.
     *
     * @param name the node's ID
     */
    public static Mapped map(String name, ServiceInstance instance, Optional<Settings> lastGood) {
        TagReader.Reading reading = TagReader.read(instance);
        List<String> errors = new ArrayList<>(endpointErrors(instance));
        boolean reachable = errors.isEmpty();
        errors.addAll(reading.errors());
        Settings said = new Settings(bare(instance.host()), instance.port(), reading.tags());
        List<String> problems = new ArrayList<>(errors);
        problems.addAll(reading.remarks());

        InstanceState state = InstanceState.of(instance.checks());
        if (errors.isEmpty()) {
            return named(name, said, state, Optional.of(said), problems);
        }
        if (lastGood.isPresent()) {
            Settings last = lastGood.get();
            Settings kept = reachable ? new Settings(said.host(), said.port(), last.tags()) : last;
            return named(
                    name,
                    kept,
                    because(state, state.worst(), "last good configuration kept", errors),
                    lastGood,
                    problems);
        }
        if (reachable) {
            InstanceState out = because(state, InstanceState.Worst.CRITICAL, "configuration not readable", errors);
            return named(name, said, out, Optional.empty(), problems);
        }
        return new Mapped(Optional.empty(), Optional.empty(), problems);
    }

    private static List<String> endpointErrors(ServiceInstance instance) {
        List<String> errors = new ArrayList<>();
        if (!HOST.matcher(bare(instance.host())).matches()) {
            errors.add("address: '" + Text.printable(instance.host()) + "' (expected: an address or a host name)");
        }
        if (instance.port() < 1 || instance.port() > 65_535) {
            errors.add("port: " + instance.port() + " (expected: 1..65535)");
        }
        return errors;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static InstanceState because(
            InstanceState now, InstanceState.Worst worst, String what, List<String> errors) {
        String why = Text.printable(what + ": " + String.join("; ", errors));
        return new InstanceState(worst, now.reason().isEmpty() ? why : now.reason() + "; " + why);
    }

    private static Mapped named(
            String name, Settings settings, InstanceState state, Optional<Settings> good, List<String> problems) {
        try {
            return new Mapped(Optional.of(node(name, settings, state)), good, problems);
        } catch (IllegalArgumentException e) {
            problems.add(Text.printable(e.getMessage()));
            return new Mapped(Optional.empty(), good, problems);
        }
    }

    private static NodeConfig node(String name, Settings settings, InstanceState state) {
        NodeTags tags = settings.tags();
        InstanceState wanted = state.wanted(tags.state());
        return new NodeConfig(
                name,
                settings.host(),
                settings.port(),
                tags.scheme(),
                tags.verify(),
                tags.clientCertificate(),
                tags.agentPort(),
                state.worst() == InstanceState.Worst.WARNING ? tags.warningWeight() : tags.weight(),
                tags.maxInFlight(),
                tags.maxPowInFlight(),
                tags.pow(),
                wanted.state(),
                wanted.reason(),
                Zone.ONLY);
    }
}
