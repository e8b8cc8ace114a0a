package org.irilb.health.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.core.config.TlsOptions;

/**
 * The options of the old {@code node_check.sh}, read as {@code getopts} of a shell reads them (POSIX, "Utility Syntax
 * Guidelines"): flags may stand together ({@code -ip}), a value may follow at once ({@code -m1.8.6}) and is whatever
 * comes next otherwise, also if it begins with a dash. One thread's; read once.
 */
public final class NodeCheckOptions {

    /** What the options ask for. */
    public sealed interface Parsed permits Run, Help, Wrong {}

    /** @param json whether the result is wanted as JSON */
    public record Run(NodeCheck check, boolean json) implements Parsed {}

    public record Help() implements Parsed {}

    /** @param message one line */
    public record Wrong(String message) implements Parsed {}

    private static final String FLAGS = "pkiuh";
    private static final String WITH_VALUE = "atnmrw";
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s)?");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Optional<Target> target = Optional.empty();
    private Duration timeout = NodeCheck.TIMEOUT;
    private int minNeighbors = NodeCheck.MIN_NEIGHBORS;
    private Version minVersion = NodeCheck.MIN_VERSION;
    private String appName = NodeCheck.APP_NAME;
    private Duration maxAnswer = NodeCheck.MAX_ANSWER;
    private boolean pow;
    private boolean verify = true;
    private boolean limits = true;
    private boolean unsynced;
    private boolean help;
    private boolean json;
    private Optional<String> problem = Optional.empty();

    private NodeCheckOptions() {}

    /** Reads everything behind the name of the command. */
    public static Parsed parse(List<String> arguments) {
        return new NodeCheckOptions().read(arguments);
    }

    private Parsed read(List<String> arguments) {
        int next = 0;
        while (next < arguments.size() && problem.isEmpty() && !help) {
            String word = arguments.get(next);
            if (word.equals("--json")) {
                json = true;
                next++;
            } else if (word.equals("--help")) {
                help = true;
            } else if (word.startsWith("-") && word.length() > 1 && !word.startsWith("--")) {
                next = flags(arguments, next);
            } else {
                wrong("'" + word + "' (expected: an option)");
            }
        }
        if (help) {
            return new Help();
        }
        if (problem.isEmpty() && target.isEmpty()) {
            wrong("-a: missing (expected: the node's URL)");
        }
        return problem.<Parsed>map(Wrong::new).orElseGet(() -> new Run(check(), json));
    }

    private NodeCheck check() {
        return new NodeCheck(
                target.orElseThrow(),
                timeout,
                TlsOptions.STANDARD.verifiedIf(verify),
                minNeighbors,
                minVersion,
                appName,
                maxAnswer,
                pow,
                limits,
                unsynced);
    }

    /** Reads one word of options, and the next one if it is the value of the last. */
    private int flags(List<String> arguments, int index) {
        String word = arguments.get(index);
        for (int i = 1; i < word.length(); i++) {
            char option = word.charAt(i);
            if (WITH_VALUE.indexOf(option) >= 0) {
                boolean attached = i + 1 < word.length();
                int at = attached ? index : index + 1;
                if (at >= arguments.size()) {
                    wrong("-" + option + ": missing (expected: a value)");
                    return at;
                }
                set(option, attached ? word.substring(i + 1) : arguments.get(at));
                return at + 1;
            }
            if (FLAGS.indexOf(option) < 0) {
                wrong("-" + option + ": unknown option (expected: one of -a -t -n -m -r -w -p -k -i -u -h --json)");
                return index + 1;
            }
            set(option);
        }
        return index + 1;
    }

    private void set(char flag) {
        switch (flag) {
            case 'p' -> pow = true;
            case 'k' -> verify = false;
            case 'i' -> limits = false;
            case 'u' -> unsynced = true;
            case 'h' -> help = true;
            default -> throw new IllegalStateException("flag: " + flag);
        }
    }

    private void set(char option, String value) {
        switch (option) {
            case 'a' -> {
                target = Target.parse(value);
                expect(target, option, value, "a URL, such as http://192.0.2.1:14265", url -> {});
            }
            case 't' -> expect(time(value, "s"), option, value, "seconds up to 300", time -> timeout = time);
            case 'n' -> expect(count(value), option, value, "a number, 0 or more", count -> minNeighbors = count);
            case 'm' ->
                expect(
                        Version.parse(value),
                        option,
                        value,
                        "a version, such as 1.8.6",
                        version -> minVersion = version);
            case 'r' ->
                expect(
                        Optional.of(value).filter(name -> !name.isEmpty()),
                        option,
                        value,
                        "a name",
                        name -> appName = name);
            case 'w' ->
                expect(
                        time(value, "ms"),
                        option,
                        value,
                        "milliseconds, or a time such as 1s",
                        time -> maxAnswer = time);
            default -> throw new IllegalStateException("option: " + option);
        }
    }

    private <T> void expect(Optional<T> read, char option, String value, String expected, Consumer<T> set) {
        read.ifPresentOrElse(set, () -> wrong("-" + option + ": '" + value + "' (expected: " + expected + ")"));
    }

    private void wrong(String message) {
        problem = problem.or(() -> Optional.of(message.replaceAll("\\p{Cntrl}", "?")));
    }

    private static Optional<Duration> time(String text, String unit) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double amount = Double.parseDouble(matcher.group(1));
        boolean seconds = Optional.ofNullable(matcher.group(2)).orElse(unit).equals("s");
        Duration time = Duration.ofMillis(Math.round(seconds ? amount * 1000 : amount));
        return Optional.of(time).filter(t -> !t.isZero() && t.compareTo(LONGEST) <= 0);
    }

    private static Optional<Integer> count(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
