package org.irilb.server.admin.traffic;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.MalformedRequest;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Proxies;
import org.irilb.server.config.Level;

/**
 * {@code show errors}: the last request of each listener that couldn't be read, byte by byte but for passwords. Nothing is
 * kept of nodes' malformed answers. Immutable.
 */
final class ShowErrors implements AdminCommand {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());

    private static final Pattern SECRET = Pattern.compile("(?i)(?:proxy-)?authorization\\s*:");

    /** Characters of a line of the request that are shown as one. */
    private static final int WIDTH = 70;

    private final Supplier<BalancerStatus> status;
    private final Supplier<List<MalformedRequest>> requests;

    ShowErrors(Supplier<BalancerStatus> status, Supplier<List<MalformedRequest>> requests) {
        this.status = status;
        this.requests = requests;
    }

    @Override
    public Spec spec() {
        return Spec.of(
                Level.OPERATOR,
                "show errors",
                "[<px>] [request|response]",
                "show the last request that couldn't be read");
    }

    @Override
    public Answer run(Call call) {
        BalancerStatus now = status.get();
        String wanted = call.argument(0);
        if (!wanted.isEmpty() && proxy(now, wanted).isEmpty()) {
            return Answer.error("No such proxy.");
        }
        boolean answers = call.argument(1).equals("response");
        List<MalformedRequest> all = requests.get();
        long total = all.stream().mapToLong(request -> request.number() + 1).sum();
        Stream<String> shown = all.stream()
                .filter(request -> !answers && isOf(request, wanted, now))
                .map(request -> text(request, now));
        String title = "Total events captured on [" + TIME.format(Instant.now()) + "] : " + total + "\n";
        return Answer.listing(Stream.concat(Stream.of(title), shown));
    }

    private static OptionalInt proxy(BalancerStatus status, String wanted) {
        return wanted.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(wanted)) : Proxies.named(status, wanted);
    }

    private static boolean isOf(MalformedRequest request, String wanted, BalancerStatus status) {
        return wanted.isEmpty()
                || proxy(status, wanted).equals(Proxies.named(status, request.listener()))
                || proxy(status, wanted).equals(OptionalInt.of(-1));
    }

    private static String text(MalformedRequest request, BalancerStatus status) {
        String client = request.client().getAddress().getHostAddress() + ":"
                + request.client().getPort();
        StringBuilder text = new StringBuilder(" \n[" + TIME.format(request.at()) + "] frontend " + request.listener()
                + " (#" + Proxies.named(status, request.listener()).orElse(-1) + "): invalid request\n"
                + "  backend <NONE> (#-1), server <NONE> (#-1), event #" + request.number() + ", src " + client + "\n"
                + "  len " + request.length() + ", " + request.why() + "\n \n");
        int at = 0;
        boolean secret = false;
        for (String line : request.beginning().split("(?<=\n)")) {
            Matcher name = SECRET.matcher(line);
            boolean continued = secret && (line.startsWith(" ") || line.startsWith("\t"));
            secret = name.lookingAt() || continued;
            append(text, at, secret ? (continued ? " " : name.group() + " ") + "***\n" : line);
            at += line.length();
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int at, String line) {
        for (int from = 0; from < line.length(); from += WIDTH) {
            text.append(String.format(Locale.ROOT, "  %05d%c ", at + from, from == 0 ? ' ' : '+'));
            line.substring(from, Math.min(line.length(), from + WIDTH))
                    .chars()
                    .forEach(c -> text.append(shown((char) c)));
            text.append('\n');
        }
    }

    private static String shown(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            default -> c < ' ' || c > '~' ? String.format(Locale.ROOT, "\\x%02X", (int) c) : String.valueOf(c);
        };
    }
}
