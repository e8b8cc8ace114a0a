package org.irilb.server.admin.traffic;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/** {@code show sess}: the requests that are on their way, the oldest first. Immutable. */
final class ShowSess implements AdminCommand {

    /** What an exchange's number begins with. */
    private static final String ID = "0x";

    private final Supplier<CompletableFuture<List<LoopStatus>>> loops;

    ShowSess(Supplier<CompletableFuture<List<LoopStatus>>> loops) {
        this.loops = loops;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.OPERATOR, "show sess", "[id]", "show the requests that are on their way, or one of them");
    }

    @Override
    public Answer run(Call call) {
        String wanted = call.argument(0);
        return new Answer.Later(loops.get().thenApply(all -> list(all, wanted)));
    }

    private static Answer list(List<LoopStatus> loops, String wanted) {
        List<ExchangeStatus> exchanges = loops.stream()
                .flatMap(loop -> loop.exchanges().stream())
                .filter(exchange -> !wanted.startsWith(ID) || wanted.equals(id(exchange)))
                .sorted(Comparator.comparing(ExchangeStatus::age).reversed())
                .toList();
        if (exchanges.isEmpty() && wanted.startsWith(ID)) {
            return Answer.error("Session not found.");
        }
        return Answer.listing(exchanges.stream().map(ShowSess::line));
    }

    private static String id(ExchangeStatus exchange) {
        return ID + Long.toHexString(exchange.id());
    }

    /** HAProxy's fields as far as they mean something here, in its order. */
    private static String line(ExchangeStatus exchange) {
        boolean ipv4 = exchange.client().getAddress().getAddress().length == 4;
        return String.join(
                        " ",
                        id(exchange) + ":",
                        "proto=" + (ipv4 ? "tcpv4" : "tcpv6"),
                        "src=" + exchange.client().getAddress().getHostAddress() + ":"
                                + exchange.client().getPort(),
                        "fe=" + exchange.listener(),
                        "be=" + exchange.pool(),
                        "srv=" + (exchange.server().isEmpty() ? "<none>" : exchange.server()),
                        "age=" + exchange.age().toSeconds() + "s",
                        "phase=" + exchange.phase().letter())
                + "\n";
    }
}
