package org.irilb.server.admin;

import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;

/** {@code show backend}: the names of the pools. Immutable. */
final class ShowBackend implements AdminCommand {

    private final Supplier<BalancerStatus> status;

    ShowBackend(Supplier<BalancerStatus> status) {
        this.status = status;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show backend", "", "list the pools");
    }

    @Override
    public Answer run(Call call) {
        return Answer.listing(status.get().pools().stream()
                .map(PoolStatus::name)
                .collect(Collectors.joining("\n", "# name\n", "\n")));
    }
}
