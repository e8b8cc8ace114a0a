package org.irilb.server.admin.stat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the process' memory.
 *
 * @param allocated bytes that it has of the system
 * @param used of these, bytes in use; all of them where nobody tells
 */
public record MemoryPool(String name, long allocated, long used) {

    /** Those of the JVM, and of Netty's buffers. */
    public static List<MemoryPool> all() {
        List<MemoryPool> pools = new ArrayList<>();
        ManagementFactory.getMemoryPoolMXBeans()
                .forEach(pool -> pools.add(new MemoryPool(
                        pool.getName(),
                        pool.getUsage().getCommitted(),
                        pool.getUsage().getUsed())));
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider) {
            ByteBufAllocatorMetric metric = provider.metric();
            pools.add(new MemoryPool("Netty direct", metric.usedDirectMemory(), metric.usedDirectMemory()));
            pools.add(new MemoryPool("Netty heap", metric.usedHeapMemory(), metric.usedHeapMemory()));
        }
        return pools;
    }

    /** Bytes that all have of the system. */
    public static long allocated(List<MemoryPool> pools) {
        return pools.stream().mapToLong(MemoryPool::allocated).sum();
    }

    /** Bytes of all that are in use. */
    public static long used(List<MemoryPool> pools) {
        return pools.stream().mapToLong(MemoryPool::used).sum();
    }
}
