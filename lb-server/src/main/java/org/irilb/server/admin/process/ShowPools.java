package org.irilb.server.admin.process;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/** {@code show pools}: the memory of the JVM and of Netty's buffers, in the shape of HAProxy's list. Immutable. */
final class ShowPools implements AdminCommand {

    private record Memory(String name, long allocated, long used) {

        String line() {
            return "  - Pool " + name + " : " + allocated + " bytes allocated, " + used + " used\n";
        }
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show pools", "", "show what memory is in use");
    }

    @Override
    public Answer run(Call call) {
        List<Memory> pools = pools();
        String total = "Total: %d pools, %d bytes allocated, %d used.\n"
                .formatted(
                        pools.size(),
                        pools.stream().mapToLong(Memory::allocated).sum(),
                        pools.stream().mapToLong(Memory::used).sum());
        return Answer.listing(
                pools.stream().map(Memory::line).collect(Collectors.joining("", "Dumping pools usage.\n", total)));
    }

    private static List<Memory> pools() {
        List<Memory> pools = new ArrayList<>();
        ManagementFactory.getMemoryPoolMXBeans()
                .forEach(pool -> pools.add(new Memory(
                        pool.getName(),
                        pool.getUsage().getCommitted(),
                        pool.getUsage().getUsed())));
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider) {
            ByteBufAllocatorMetric metric = provider.metric();
            pools.add(new Memory("Netty direct", metric.usedDirectMemory(), metric.usedDirectMemory()));
            pools.add(new Memory("Netty heap", metric.usedHeapMemory(), metric.usedHeapMemory()));
        }
        return pools;
    }
}
