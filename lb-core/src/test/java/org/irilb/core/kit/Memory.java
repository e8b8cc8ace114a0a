package org.irilb.core.kit;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;

/**
 * What is in use.
 *
 * @param heap bytes, right after the garbage was collected
 * @param direct bytes that the buffers' allocator holds
 */
public record Memory(long heap, long direct) {

    /** Less than this tells nothing. */
    private static final long STEADY = 64 << 10;

    /** What may come and go between two looks under load. */
    private static final long SLACK = 16 << 20;

    public static Memory now() {
        long before;
        long heap = Long.MAX_VALUE;
        do { // what a collection finds to be cleaned only the next one frees
            before = heap;
            System.gc();
            heap = heapAfterCollection();
        } while (heap < before - STEADY);
        return new Memory(heap, directNow());
    }

    /** {@link #direct()} without the rest, which takes time. */
    public static long directNow() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /** What the last collection of each part has left; what was allocated since then says nothing. */
    private static long heapAfterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** Whether it is no more than {@code before}, give or take a quarter. */
    public boolean isFlatSince(Memory before) {
        return isFlat(before.heap, heap) && isFlat(before.direct, direct);
    }

    private static boolean isFlat(long before, long after) {
        return after <= before + before / 4 + SLACK;
    }

    @Override
    public String toString() {
        return (heap >> 20) + "+" + (direct >> 20) + " MiB";
    }
}
