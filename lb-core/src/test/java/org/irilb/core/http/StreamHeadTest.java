package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.http.StreamHeadChecks.fields;
import static org.irilb.core.http.StreamHeadChecks.written;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
final class StreamHeadTest {

    private static final String[] GET = {":method", "GET", ":scheme", "https", ":path", "/a?b", ":authority", "lb"};

    /** Well-formed requests, as names and values in turn. */
    static Stream<List<String>> samples() {
        return Stream.<String[]>of(
                        GET,
                        with("content-length", "5", "x-iota-api-version", "1"),
                        with("cookie", "a=1", "te", "trailers", "cookie", "b"),
                        with("host", "LB", "expect", "100-continue", "x", ""),
                        new String[] {":method", "OPTIONS", ":scheme", "http", ":path", "*", "host", "lb"})
                .map(List::of);
    }

    private static String[] with(String... more) {
        return Stream.concat(Arrays.stream(GET), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void pseudoFieldsBecomeTheRequestLineAndTheHost() {
        assertThat(written(fields(GET), true)).isEqualTo("GET /a?b HTTP/1.1\r\nhost: lb\r\n\r\n");
    }

    @Test
    void aBodyWithoutLengthIsToComeInChunks() {
        assertThat(written(fields(GET), false)).endsWith("\r\ntransfer-encoding: chunked\r\n\r\n");
        assertThat(written(fields(with("content-length", "5")), false)).endsWith("\r\ncontent-length: 5\r\n\r\n");
    }

    @Test
    void crumbsAreJoinedInTheirOrder() {
        assertThat(written(fields(with("cookie", "a=1", "x", "y", "cookie", "b=2")), true))
                .isEqualTo("GET /a?b HTTP/1.1\r\nhost: lb\r\nx: y\r\ncookie: a=1; b=2\r\n\r\n");
    }

    @Test
    void aHostThatAgreesIsSaidOnceAndTeEndsHere() {
        assertThat(written(fields(with("host", "Lb", "te", "trailers")), true))
                .isEqualTo("GET /a?b HTTP/1.1\r\nhost: lb\r\n\r\n");
    }

    @Test
    void bytesBeyondAsciiStay() {
        assertThat(written(fields(with("x", "\u00e9")), true)).contains("x: \u00e9\r\n");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWellFormedIsOneHead(List<String> sample) {
        String[] fields = sample.toArray(String[]::new);
        assertThat(written(fields(fields), true)).isNotEmpty();
        StreamHeadChecks.check(bytes(fields));
    }

    private static byte[] bytes(String[] fields) {
        return ("0" + String.join(String.valueOf(StreamHeadChecks.END), fields)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Each octet at the beginning, in the middle and at the end of each part, from where it could end a line. */
    @Test
    void noOctetAnywhereMakesTwoOfOne() {
        List<String[]> samples =
                samples().map(sample -> sample.toArray(String[]::new)).toList();
        for (String[] sample : samples) {
            for (int part = 0; part < sample.length; part++) {
                for (int octet = 0; octet < 256; octet++) {
                    insertEverywhere(sample, part, (char) octet);
                }
            }
        }
    }

    private static void insertEverywhere(String[] sample, int part, char octet) {
        String whole = sample[part];
        for (int at :
                IntStream.of(0, whole.length() / 2, whole.length()).distinct().toArray()) {
            String[] changed = sample.clone();
            changed[part] = whole.substring(0, at) + octet + whole.substring(at);
            StreamHeadChecks.check(bytes(changed));
            if (octet == '\r' || octet == '\n' || octet == 0) {
                assertThat(written(fields(changed), true)).isEmpty();
            }
        }
    }

    @Test
    void randomPartsMakeNoOtherRequest() {
        Random random = new Random(20261130);
        List<String[]> samples =
                samples().map(sample -> sample.toArray(String[]::new)).toList();
        String[] pieces = {"\r\n", "\n", ":", " ", "HTTP/1.1", "chunked", "host", "0", ",", "\t", "x", "/", "\u00e9"};
        for (int i = 0; i < 5_000; i++) {
            String[] sample = samples.get(random.nextInt(samples.size())).clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int part = random.nextInt(sample.length);
                int at = random.nextInt(sample[part].length() + 1);
                String piece = pieces[random.nextInt(pieces.length)];
                sample[part] = sample[part].substring(0, at) + piece + sample[part].substring(at);
            }
            StreamHeadChecks.check(bytes(sample));
        }
    }
}
