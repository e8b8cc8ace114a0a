package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time a process has used so far, over all its threads; proc(5), {@code /proc/PID/stat}.
 *
 * @param user in ticks of 10 ms
 * @param system in ticks of 10 ms
 */
record ProcessTicks(long user, long system) {

    /** What Linux shows to programs on every architecture (USER_HZ). */
    private static final int MICROS_PER_TICK = 10_000;

    private static final int USER_AFTER_NAME = 11;

    static ProcessTicks of(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }

    /** The name, in parentheses, may hold anything, so fields count from the last one. */
    static ProcessTicks parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessTicks(Long.parseLong(fields[USER_AFTER_NAME]), Long.parseLong(fields[USER_AFTER_NAME + 1]));
    }

    ProcessTicks since(ProcessTicks before) {
        return new ProcessTicks(user - before.user, system - before.system);
    }

    double userMicros() {
        return (double) user * MICROS_PER_TICK;
    }

    double systemMicros() {
        return (double) system * MICROS_PER_TICK;
    }
}
