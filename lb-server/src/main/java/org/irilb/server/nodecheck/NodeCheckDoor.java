package org.irilb.server.nodecheck;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.irilb.health.check.Check;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.NodeCheckOptions;
import org.irilb.health.check.Target;

/**
 * The check of a node over HTTP, for those who have no process to spare: the options of {@code node-check} as the query
 * of a URL, {@code a=http://10.0.0.1:14265&p&m=1.8.6}. Statuses are those that Consul's HTTP checks know: 200 passing,
 * 429 warning, 503 critical. Any thread.
 */
public final class NodeCheckDoor {

    public static final String PATH = "/node-check";

    /** Asks nobody. */
    public static final NodeCheckDoor CLOSED = new NodeCheckDoor(
            check -> CompletableFuture.failedFuture(new IllegalStateException("closed")), target -> false);

    /** More at a time are told to come back: whoever asks may not have this process ask without end. */
    private static final int MOST = 256;

    /** @param text one line */
    public record Reply(int status, String text) {}

    private final Function<Check, CompletableFuture<CheckResult>> checker;
    private final Predicate<Target> allowed;
    private final AtomicInteger running = new AtomicInteger();

    /** @param allowed which targets may be asked; else this process could be made to ask anything it can reach */
    public NodeCheckDoor(Function<Check, CompletableFuture<CheckResult>> checker, Predicate<Target> allowed) {
        this.checker = checker;
        this.allowed = allowed;
    }

    /** @param query as it stands in the URL, behind the question mark; may be empty */
    public CompletableFuture<Reply> answer(String query) {
        NodeCheckOptions.Parsed parsed;
        try {
            parsed = NodeCheckOptions.parse(options(query));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(new Reply(400, "malformed query (expected: a=URL&p&m=1.8.6)"));
        }
        if (parsed instanceof NodeCheckOptions.Run run) {
            return allowed.test(run.check().target())
                    ? run(run)
                    : CompletableFuture.completedFuture(
                            new Reply(403, run.check().target() + " is no node of this balancer"));
        }
        String text = parsed instanceof NodeCheckOptions.Wrong wrong ? wrong.message() : "see node-check -h";
        return CompletableFuture.completedFuture(new Reply(400, text));
    }

    private CompletableFuture<Reply> run(NodeCheckOptions.Run run) {
        if (running.incrementAndGet() > MOST) {
            running.decrementAndGet();
            return CompletableFuture.completedFuture(new Reply(503, "more than " + MOST + " checks at a time"));
        }
        return checker.apply(run.check())
                .whenComplete((result, fault) -> running.decrementAndGet())
                .thenApply(result ->
                        new Reply(status(result), run.json() ? ResultJson.of(result) : NodeCheckRun.line(result)));
    }

    /** That this process can't ask is no reason to take the node out: it is a warning. */
    private static int status(CheckResult result) {
        if (!result.isKnown()) {
            return 429;
        }
        if (!result.passed()) {
            return 503;
        }
        return result.warning() ? 429 : 200;
    }

    private static List<String> options(String query) {
        List<String> options = new ArrayList<>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            options.add((name.length() == 1 ? "-" : "--") + name);
            if (equals >= 0) {
                options.add(decode(pair.substring(equals + 1)));
            }
        }
        return options;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
