package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {

    private final CommandReader reader = new CommandReader(CommandTable.IRI);

    static Stream<Arguments> readableBodies() {
        return Stream.of(
                Arguments.of("{\"command\":\"getNodeInfo\"}", "getNodeInfo"),
                Arguments.of("\n\t \r{ \"command\" :\n \"getNodeInfo\" } \r\n\t", "getNodeInfo"),
                // What the predecessor's pattern over the raw body let through
                Arguments.of("{\"command\":\"\\u0061ddNeighbors\"}", "addNeighbors"),
                Arguments.of("{\"command\":\"\\u0061ttachToTangle\"}", "attachToTangle"),
                Arguments.of("{\"\\u0063ommand\":\"getNeighbors\"}", "getNeighbors"),
                Arguments.of("{\"command\":\"get\\u004eodeInfo\"}", "getNodeInfo"),
                // What it took for proof of work
                Arguments.of(
                        "{\"x\":\"\\\"command\\\":\\\"attachToTangle\\\"\",\"command\":\"getNodeInfo\"}",
                        "getNodeInfo"),
                Arguments.of("{\"x\":{\"command\":\"attachToTangle\"},\"command\":\"getNodeInfo\"}", "getNodeInfo"),
                Arguments.of("{\"command\":\"getNodeInfo\",\"x\":[{\"command\":\"attachToTangle\"}]}", "getNodeInfo"),
                Arguments.of("{\"attachToTangle\":\"command\",\"command\":\"getNodeInfo\"}", "getNodeInfo"),
                // HORNET takes keys in any case
                Arguments.of("{\"COMMAND\":\"addNeighbors\"}", "addNeighbors"),
                Arguments.of("{\"c\\u004fmmanD\":\"addNeighbors\"}", "addNeighbors"),
                Arguments.of("{\"command\":\"Module.cmd\"}", "Module.cmd"),
                Arguments.of("{\"command\":\" getNodeInfo\"}", " getNodeInfo"),
                Arguments.of(
                        "{\"x\":\"\\ud83d\\ude00 \u00e4\u20ac\ud83d\ude00\",\"command\":\"getTips\u00e9\"}",
                        "getTips\u00e9"),
                Arguments.of(
                        "{\"a\":-1.5e300,\"b\":null,\"c\":[true,false,[]],\"d\":{},\"command\":\"getTrytes\"}",
                        "getTrytes"));
    }

    @ParameterizedTest
    @MethodSource("readableBodies")
    void readsTheCommandThatANodeWouldExecute(String body, String command) {
        assertThat(read(body)).isEqualTo(new Command.Named(command, CommandTable.IRI.profile(command)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  \r\n", "{}", "{\"x\":1}", "{\"x\":{\"command\":\"addNeighbors\"}}", "{\"commands\":\"x\"}"
            })
    void findsNoCommandWhereNoNodeWould(String body) {
        assertThat(read(body)).isSameAs(Command.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // IRI's parser is lenient, another node's isn't
                "{'command':'getNodeInfo'}",
                "{command:getNodeInfo}",
                "{\"command\"=\"getNodeInfo\";}",
                "/* c */ {\"command\":\"getNodeInfo\" // x\n}",
                "{\"command\":\"getNodeInfo\" // x\n}",
                "{\"command\":\"getNodeInfo\",}",
                "{\"command\":\"getNodeInfo\"} xyz",
                "{\"command\":\"getNodeInfo\"}{\"command\":\"addNeighbors\"}",
                "{\"command\":\"getNodeInfo\"}\u0000",
                "{\"command\":\"getNodeInfo\",\"command\":\"getNeighbors\"}",
                "{\"command\":\"getNodeInfo\",\"COMMAND\":\"getNeighbors\"}",
                "{\"command\":\"getNodeInfo\",\"\\u0063ommand\":\"getNodeInfo\"}",
                "{\"command\":\"getNodeInfo\"",
                "{\"command\":\"getNodeInfo",
                "{\"command\":",
                "{",
                "{\"command\":5}",
                "{\"command\":null}",
                "{\"command\":null,\"command\":\"addNeighbors\"}",
                "{\"command\":\"\"}",
                "{\"command\":[\"getNodeInfo\"]}",
                "{\"command\":{\"command\":\"getNodeInfo\"}}",
                "{\"command\":\"getNode\u0001Info\"}",
                "{\"x\":\"a\nb\",\"command\":\"getNodeInfo\"}",
                "{\"x\":\"\\q\",\"command\":\"getNodeInfo\"}",
                "{\"x\":01,\"command\":\"getNodeInfo\"}",
                "{\"x\":NaN,\"command\":\"getNodeInfo\"}",
                "[{\"command\":\"getNodeInfo\"}]",
                "null",
                "\"getNodeInfo\"",
                "getNodeInfo",
                "5",
                "\u00a0{\"command\":\"getNodeInfo\"}",
                "\u0000{\"command\":\"getNodeInfo\"}"
            })
    void refusesWhatNotEveryNodeReadsAlike(String body) {
        assertThat(read(body)).isInstanceOf(Command.Malformed.class);
    }

    @Test
    void saysWhyInANodesWords() {
        assertThat(read("{\"command\":\"a\",\"command\":\"a\"}"))
                .isEqualTo(new Command.Malformed("Invalid JSON syntax: duplicate key: command"));
        assertThat(read("{\"command\":null}"))
                .isEqualTo(new Command.Malformed("COMMAND parameter has not been specified in the request."));
        assertThat(read("{\"command\":\"\"}")).isEqualTo(new Command.Malformed("Command can not be null or empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void guessesNoOtherEncoding(String charset) {
        byte[] body = "{\"command\":\"addNeighbors\"}".getBytes(Charset.forName(charset));
        assertThat(reader.read(body, 0, body.length)).isInstanceOf(Command.Malformed.class);
    }

    @Test
    void refusesByteOrderMarks() {
        assertThat(read("\ufeff{\"command\":\"getNodeInfo\"}")).isInstanceOf(Command.Malformed.class);
    }

    static Stream<byte[]> bytesThatAreNotUtf8() {
        return Stream.of(
                new byte[] {(byte) 0xc1, (byte) 0xa3}, // an overlong c
                new byte[] {(byte) 0xe0, (byte) 0x81, (byte) 0xa3},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // half of a surrogate pair
                new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // beyond the last code point
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0x80},
                new byte[] {(byte) 0xe2, (byte) 0x82});
    }

    @ParameterizedTest
    @MethodSource("bytesThatAreNotUtf8")
    void refusesWhatIsNotUtf8InKeysValuesAndElsewhere(byte[] bytes) {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String body : new String[] {
            "{\"" + raw + "ommand\":\"addNeighbors\",\"command\":\"getNodeInfo\"}",
            "{\"command\":\"" + raw + "\"}",
            "{\"command\":\"getNodeInfo\",\"x\":\"" + raw + "\"}",
            "{\"command\":\"getNodeInfo\"}" + raw
        }) {
            byte[] sent = body.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(reader.read(sent, 0, sent.length)).isInstanceOf(Command.Malformed.class);
        }
    }

    @Test
    void readsNothingOutsideOfItsPart() {
        byte[] buffer = "garbage{\"command\":\"getNodeInfo\"}garbage".getBytes(StandardCharsets.UTF_8);
        assertThat(reader.read(buffer, 7, buffer.length - 14)).isEqualTo(read("{\"command\":\"getNodeInfo\"}"));
        assertThat(reader.read(buffer, 7, 0)).isSameAs(Command.NONE);
    }

    @Test
    void readsAWholeBodyHoweverLongItsValuesAre() {
        String command = "\"command\":\"broadcastTransactions\"}";
        for (String values : new String[] {
            "\"trytes\":[\"" + "9".repeat(1_000_000) + "\"],",
            "\"" + "k".repeat(100_000) + "\":1,",
            "\"n\":" + "7".repeat(1_000_000) + ",",
            "\"trytes\":[" + ("\"" + "A".repeat(2673) + "\",").repeat(370) + "\"\"],",
            "\"\u20ac\":\"" + "\u20ac".repeat(300_000) + "\",",
            " ".repeat(1_000_000)
        }) {
            assertThat(read("{" + values + command))
                    .isEqualTo(new Command.Named(
                            "broadcastTransactions", CommandTable.IRI.profile("broadcastTransactions")));
        }
    }

    @Test
    void depthIsBoundedAndHarmless() {
        assertThat(read("{\"x\":" + "[".repeat(500) + "]".repeat(500) + ",\"command\":\"getTrytes\"}"))
                .isInstanceOf(Command.Named.class);
        assertThat(read("{\"command\":\"getTrytes\",\"x\":" + "[".repeat(400_000)))
                .isInstanceOf(Command.Malformed.class);
        assertThat(read("{\"command\":\"getTrytes\",\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}"))
                .isInstanceOf(Command.Malformed.class);
    }

    @Test
    void manyKeysAreNoTrouble() {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < 60_000; i++) {
            body.append("\"key").append(i).append("\":1,");
        }
        assertThat(read(body + "\"command\":\"getTrytes\"}")).isInstanceOf(Command.Named.class);
        assertThat(read("{\"command\":\"getTrytes\"}")).isInstanceOf(Command.Named.class);
    }

    @Test
    void neverThrowsWhateverTheBytesAre() {
        Random random = new Random(3);
        byte[] good = "{\"x\":[1.5e3,{\"y\":\"\\u00e4\u20ac\"}],\"command\":\"getNodeInfo\",\"z\":true}"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100_000; i++) {
            byte[] body = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int change = random.nextInt(4); change > 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            assertThat(reader.read(body, 0, body.length)).isNotNull();
        }
    }

    @Test
    void knownCommandsCostNoNewObject() {
        assertThat(read("{\"command\":\"getNodeInfo\"}")).isSameAs(read("{\"x\":1,\"command\":\"getNodeInfo\"}"));
    }

    static Stream<Arguments> proofsOfWork() {
        return Stream.of(
                Arguments.of("\"minWeightMagnitude\":14,\"trytes\":[\"A\",\"B\"]", 2, 14),
                Arguments.of("\"trytes\":[],\"minWeightMagnitude\":9", 0, 9),
                Arguments.of("\"trytes\":[[1,2],{\"a\":[3]},[]],\"minWeightMagnitude\":9", 3, 9),
                Arguments.of("\"trytes\":{\"a\":1},\"minWeightMagnitude\":[9]", 0, PowWork.NOT_SAID),
                Arguments.of("\"trytes\":\"AB\",\"minWeightMagnitude\":\"14\"", 0, PowWork.NOT_SAID),
                // The one node takes keys in any case, the other the last of two
                Arguments.of("\"TRYTES\":[1,2,3],\"trytes\":[1],\"minweightmagnitude\":15", 3, 15),
                Arguments.of("\"trytes\":[1],\"tryte\\u0073\":[1,2]", 2, PowWork.NOT_SAID),
                Arguments.of("\"trytes\":[1],\"tryte\u017f\":[1,2]", 2, PowWork.NOT_SAID),
                Arguments.of("\"minWeightMagnitude\":5,\"minWeightMagnitude\":20", 0, 20),
                Arguments.of("\"minWeightMagnitude\":20,\"minWeightMagnitude\":5", 0, 20),
                Arguments.of("\"minWeightMagnitude\":1.49e1", 0, 14),
                Arguments.of("\"minWeightMagnitude\":1e300", 0, Integer.MAX_VALUE),
                Arguments.of("\"minWeightMagnitude\":0", 0, PowWork.NOT_SAID),
                Arguments.of("\"minWeightMagnitude\":-3", 0, PowWork.NOT_SAID),
                Arguments.of("\"minWeightMagnitude\":null,\"x\":{\"minWeightMagnitude\":3}", 0, PowWork.NOT_SAID),
                Arguments.of("\"x\":{\"trytes\":[1,2]},\"hashes\":[1,2]", 0, PowWork.NOT_SAID));
    }

    @ParameterizedTest
    @MethodSource("proofsOfWork")
    void readsHowMuchProofOfWorkIsAskedFor(String parameters, int transactions, int magnitude) {
        PowWork work = new PowWork(transactions, magnitude);
        for (String body : new String[] {
            "{\"command\":\"attachToTangle\"," + parameters + "}",
            "{" + parameters + ",\"command\":\"ATTACH\\u0054oTangle\"}"
        }) {
            assertThat(read(body))
                    .isInstanceOfSatisfying(
                            Command.Named.class,
                            named -> assertThat(named.work()).isEqualTo(work));
        }
    }

    @Test
    void workIsAskedForByProofOfWorkOnly() {
        assertThat(read("{\"command\":\"broadcastTransactions\",\"trytes\":[1,2],\"minWeightMagnitude\":14}"))
                .isInstanceOfSatisfying(Command.Named.class, named -> {
                    assertThat(named.work()).isSameAs(PowWork.NONE);
                    assertThat(named.doesWork()).isFalse();
                });
    }

    @Test
    void workOfOneBodyIsNotThatOfTheNext() {
        read("{\"command\":\"attachToTangle\",\"trytes\":[1,2],\"minWeightMagnitude\":14}");
        assertThat(read("{\"command\":\"attachToTangle\"}"))
                .isInstanceOfSatisfying(
                        Command.Named.class, named -> assertThat(named.work()).isEqualTo(PowWork.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                    | 0",
                "{'a':[]}                              | 0",
                "{'a':[1]}                             | 1",
                "{'a':[ 1 , [2,2,2,2] , {'b':1,'c':2} ]} | 3",
                "{'a':[1,2],'b':[1,2,3],'c':[1]}       | 3",
                "{'a':[[1,2,3,4,5]]}                   | 1",
                "{'a':{'b':[1,2,3],'c':2}}             | 0",
                "{'command':'getTrytes','hashes':['A','B','C,D']} | 3"
            })
    void countsTheEntriesOfTheLongestList(String body, int entries) {
        read(body.replace('\'', '"'));
        assertThat(reader.longestList()).isEqualTo(entries);
    }

    @Test
    void readingAKnownCommandAllocatesNothing() {
        byte[] body = "{\"x\":[1,{\"y\":\"\u00e4\"}],\"minWeightMagnitude\":14,\"command\":\"getNodeInfo\"}"
                .getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        reader.read(body, 0, body.length);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            reader.read(body, 0, body.length);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private Command read(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return reader.read(bytes, 0, bytes.length);
    }
}
