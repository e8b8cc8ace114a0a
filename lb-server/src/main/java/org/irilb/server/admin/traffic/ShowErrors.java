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
import org.irilb.core.config.ServerName;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.MalformedMessage;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Proxies;
import org.irilb.server.config.Level;

/**
 * {@code show errors}: the last request of each listener, and the last answer in each pool, that couldn't be read, byte by
 * byte but for passwords. Immutable.
 */
final class ShowErrors implements AdminCommand {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());

    private static final Pattern SECRET = Pattern.compile("(?i)(?:proxy-)?authorization\\s*:");

    /** Characters of a line of the request that are shown as one. */
    private static final int WIDTH = 70;

    private final Supplier<BalancerStatus> status;
    private final Supplier<List<MalformedMessage>> messages;

    ShowErrors(Supplier<BalancerStatus> status, Supplier<List<MalformedMessage>> messages) {
        this.status = status;
        this.messages = messages;
    }

    @Override
    public Spec spec() {
        return Spec.of(
                Level.OPERATOR,
                "show errors",
                "[<px>] [request|response]",
                "show the last messages that couldn't be read");
    }

    @Override
    public Answer run(Call call) {
        BalancerStatus now = status.get();
        String wanted = call.argument(0);
        if (!wanted.isEmpty() && proxy(now, wanted).isEmpty()) {
            return Answer.error("No such proxy.");
        }
        String side = call.argument(1);
        List<MalformedMessage> all = messages.get();
        long total = all.stream().mapToLong(message -> message.number() + 1).sum();
        Stream<String> shown = all.stream()
                .filter(message -> !side.equals(message.server().isPresent() ? "request" : "response"))
                .filter(message -> isOf(message, wanted, now))
                .map(message -> text(message, now));
        String title = "Total events captured on [" + TIME.format(Instant.now()) + "] : " + total + "\n";
        return Answer.listing(Stream.concat(Stream.of(title), shown));
    }

    private static OptionalInt proxy(BalancerStatus status, String wanted) {
        return wanted.matches("-?\\d{1,9}") ? OptionalInt.of(Integer.parseInt(wanted)) : Proxies.named(status, wanted);
    }

    /** HAProxy shows what concerns a proxy, on whichever side. */
    private static boolean isOf(MalformedMessage message, String wanted, BalancerStatus status) {
        OptionalInt proxy = proxy(status, wanted);
        return wanted.isEmpty()
                || proxy.equals(OptionalInt.of(-1))
                || proxy.equals(Proxies.named(status, message.listener()))
                || message.server()
                        .filter(server -> proxy.equals(Proxies.named(status, server.pool())))
                        .isPresent();
    }

    private static String text(MalformedMessage message, BalancerStatus status) {
        String client = message.client().getAddress().getHostAddress() + ":"
                + message.client().getPort();
        String front = "frontend " + numbered(status, message.listener());
        StringBuilder text = new StringBuilder(" \n[" + TIME.format(message.at()) + "] ")
                .append(message.server()
                        .map(server -> "backend " + numbered(status, server.pool()) + ": invalid response\n  " + front
                                + ", server " + numbered(status, server))
                        .orElse(front + ": invalid request\n  backend <NONE> (#-1), server <NONE> (#-1)"))
                .append(", event #" + message.number() + ", src " + client + "\n")
                .append("  len " + message.length() + ", " + message.why() + "\n \n");
        int at = 0;
        boolean secret = false;
        for (String line : message.beginning().split("(?<=\n)")) {
            Matcher name = SECRET.matcher(line);
            boolean continued = secret && (line.startsWith(" ") || line.startsWith("\t"));
            secret = name.lookingAt() || continued;
            append(text, at, secret ? (continued ? " " : name.group() + " ") + "***\n" : line);
            at += line.length();
        }
        return text.toString();
    }

    private static String numbered(BalancerStatus status, String proxy) {
        return proxy + " (#" + Proxies.named(status, proxy).orElse(-1) + ")";
    }

    /** A server that has left has no number. */
    private static String numbered(BalancerStatus status, ServerName server) {
        int id = Proxies.pool(status, server.pool()).stream()
                .flatMap(pool -> pool.servers().stream())
                .filter(one -> one.name().equals(server.node()))
                .mapToInt(ServerStatus::id)
                .findFirst()
                .orElse(-1);
        return server.node() + " (#" + id + ")";
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
