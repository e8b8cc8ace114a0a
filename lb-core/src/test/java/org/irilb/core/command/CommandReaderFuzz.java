package org.irilb.core.command;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandReaderFuzz {

    private static final NodeReadings READINGS = new NodeReadings();

    static Stream<byte[]> seeds() {
        RandomJson json = new RandomJson(1);
        return Stream.concat(Stream.generate(json::next).limit(30), NodeReadingsTest.seeds().stream());
    }

    @MethodSource("seeds")
    @FuzzTest
    void commands(byte[] body) {
        READINGS.check(body);
    }
}
