package org.irilb.core.soak;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;

/**
 * What is in use.
 *
 * @param heap bytes, right after the garbage was collected
 * @param direct bytes that the buffers' allocator holds
 */
record Memory(long heap, long direct) {

    /** What may come and go between two looks under load. */
    private static final long SLACK = 16 << 20;

    static Memory now() {
        System.gc();
        return new Memory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory());
    }

    /** Whether it is no more than {@code before}, give or take a quarter. */
    boolean isFlatSince(Memory before) {
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
