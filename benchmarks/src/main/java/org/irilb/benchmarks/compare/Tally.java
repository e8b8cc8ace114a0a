package org.irilb.benchmarks.compare;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What those who watch have got.
 *
 * @param answers to single questions
 * @param failures questions without an answer, or with one that is too short
 * @param bytes of all answers
 * @param micros how long they have watched
 */
record Tally(long answers, long failures, long bytes, long micros) {

    /** Reads what {@link #toLine} has written. */
    static Tally parse(String line) {
        long[] numbers =
                Stream.of(line.trim().split(" ")).mapToLong(Long::parseLong).toArray();
        if (numbers.length != 4 || LongStream.of(numbers).anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException(
                    "tally: '" + line + "' (expected: answers, failures, bytes and microseconds)");
        }
        return new Tally(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    String toLine() {
        return answers + " " + failures + " " + bytes + " " + micros;
    }

    /** @throws BadRun if any has got no answer, or too short a one */
    void requireAllAnswered() throws BadRun {
        if (failures > 0 || answers == 0) {
            throw new BadRun(failures + " of " + (failures + answers) + " who watch got no answer");
        }
    }
}
