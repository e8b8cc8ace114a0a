package org.irilb.server.admin.process;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/** {@code show env}: the environment variables, those that look like secrets without their values. Immutable. */
final class ShowEnv implements AdminCommand {

    private static final Pattern SECRET = Pattern.compile("(?i).*(token|password|passwd|secret|key|auth|credential).*");
    private static final String HIDDEN = "***";

    private final Map<String, String> environment;

    ShowEnv(Map<String, String> environment) {
        this.environment = new TreeMap<>(environment);
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.OPERATOR, "show env", "[var]", "show the environment variables, or one of them");
    }

    @Override
    public Answer run(Call call) {
        String wanted = call.argument(0);
        if (!wanted.isEmpty() && !environment.containsKey(wanted)) {
            return Answer.error("Variable not found");
        }
        return Answer.listing(environment.entrySet().stream()
                .filter(entry -> wanted.isEmpty() || wanted.equals(entry.getKey()))
                .map(entry -> entry.getKey() + "=" + value(entry.getKey(), entry.getValue()) + "\n")
                .collect(Collectors.joining()));
    }

    private static String value(String name, String value) {
        return SECRET.matcher(name).matches() ? HIDDEN : value.replaceAll("\\R", " ");
    }
}
