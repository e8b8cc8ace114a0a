package org.irilb.server.admin.process;

import java.util.List;
import java.util.stream.Collectors;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.MemoryPool;
import org.irilb.server.config.Level;

/** {@code show pools}: the memory of the JVM and of Netty's buffers, in the shape of HAProxy's list. Immutable. */
final class ShowPools implements AdminCommand {

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show pools", "", "show what memory is in use");
    }

    @Override
    public Answer run(Call call) {
        List<MemoryPool> pools = MemoryPool.all();
        String total = "Total: %d pools, %d bytes allocated, %d used.\n"
                .formatted(pools.size(), MemoryPool.allocated(pools), MemoryPool.used(pools));
        return Answer.listing(
                pools.stream().map(ShowPools::line).collect(Collectors.joining("", "Dumping pools usage.\n", total)));
    }

    private static String line(MemoryPool pool) {
        return "  - Pool " + pool.name() + " : " + pool.allocated() + " bytes allocated, " + pool.used() + " used\n";
    }
}
