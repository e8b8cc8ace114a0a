package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    private final JsonScanner json = new JsonScanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "10",
                "-1.50",
                "1e5",
                "1E+5",
                "1.0e-5",
                "true",
                "false",
                "null",
                "\"\"",
                "\"a\"",
                "[]",
                "[ ]",
                "{}",
                "[1]",
                "[1,2]",
                "[[],{}]",
                "{\"a\":1}",
                "{\"a\":1,\"a\":2}",
                "{ \"a\" : [ 1 , { } ] }",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00aF\"",
                "\"\u007f\u0080\u07ff\u0800\uffff\ud83d\ude00\"",
                "\"\\ud800\""
            })
    void readsOverAnyValueToItsEnd(String value) {
        begin(value + " ,");
        assertThat(json.value()).isTrue();
        assertThat(json.take(',')).isTrue();
        assertThat(json.peek()).isEqualTo(JsonScanner.END);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "             | unexpected end at byte 0",
                "-            | unexpected end at byte 1",
                "+1           | unexpected character at byte 0",
                ".1           | unexpected character at byte 0",
                "1.           | unexpected end at byte 2",
                "1.e1         | unexpected character at byte 2",
                "1e           | unexpected end at byte 2",
                "1e+          | unexpected end at byte 3",
                "1e+-1        | unexpected character at byte 3",
                "[01]         | unexpected character at byte 2",
                "tru          | unexpected end at byte 3",
                "trUe         | unexpected character at byte 2",
                "[truex]      | unexpected character at byte 5",
                "NaN          | unexpected character at byte 0",
                "'a'          | unexpected character at byte 0",
                "[1           | unexpected end at byte 2",
                "[1,          | unexpected end at byte 3",
                "[1,]         | unexpected character at byte 3",
                "[,1]         | unexpected character at byte 1",
                "[1 2]        | unexpected character at byte 3",
                "[1}          | unexpected character at byte 2",
                "[            | unexpected end at byte 1",
                "{            | unexpected end at byte 1",
                "{1:2}        | unexpected character at byte 1",
                "{a:1}        | unexpected character at byte 1",
                "{\"a\"       | unexpected end at byte 4",
                "{\"a\"}      | unexpected character at byte 4",
                "{\"a\" 1}    | unexpected character at byte 5",
                "[{\"a\":1,\"b\" 2}] | unexpected character at byte 12",
                "{\"a\":}     | unexpected character at byte 5",
                "\"\u0001\"    | control character in a string at byte 1",
                "{\"a\":1,}   | unexpected character at byte 7",
                "{\"a\":1]    | unexpected character at byte 6",
                "{\"a\":1 \"b\":2} | unexpected character at byte 7",
                "\"a          | unexpected end at byte 2",
                "\"a\\        | unexpected end at byte 3",
                "\"\\x\"      | not an escape at byte 2",
                "\"\\U0041\"  | not an escape at byte 2",
                "\"\\u004\"   | not an escape at byte 2",
                "\"\\u004     | not an escape at byte 2",
                "\"\\u00g0\"  | not an escape at byte 2"
            })
    void saysWhatIsWrongAndWhere(String value, String problem) {
        begin(value == null ? "" : value.replace("\\\"", "\""));
        assertThat(json.value()).isFalse();
        assertThat(json.problem()).isEqualTo(problem);
    }

    @Test
    void saysWhereUtf8Ends() {
        byte[] bytes = {'"', 'a', (byte) 0x80, '"'};
        json.begin(bytes, 0, bytes.length);
        assertThat(json.string()).isFalse();
        assertThat(json.problem()).isEqualTo("not UTF-8 at byte 2");
    }

    @Test
    void findsWhatIsNotPlainAtEveryPlaceOfAString() {
        for (int length = 0; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                for (int b = 0; b < 256; b++) {
                    byte[] text = ("\"" + "x".repeat(length) + "\"").getBytes(StandardCharsets.US_ASCII);
                    text[at + 1] = (byte) b;
                    json.begin(text, 0, text.length);
                    boolean ends = b == '"';
                    boolean valid = b >= ' ' && b < 0x80 && b != '\\';
                    if (json.string() != valid) {
                        throw new AssertionError("byte " + b + " at " + at + " of " + length);
                    }
                    if (valid && (json.peek() == JsonScanner.END) == ends) {
                        throw new AssertionError("wrong end behind byte " + b + " at " + at + " of " + length);
                    }
                }
            }
        }
    }

    @Test
    void anEscapedQuoteOrBackslashEndsNoString() {
        begin("\"a\\\"b\\\\\"x");
        assertThat(json.string()).isTrue();
        assertThat(json.text()).isEqualTo("a\"b\\");
        assertThat(json.take('x')).isTrue();
    }

    @Test
    void decodesEveryEscape() {
        begin("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00E4\\u20aC\\ud83d\\ude00\u00e4\u20ac\ud83d\ude00z\"");
        assertThat(json.string()).isTrue();
        assertThat(json.text()).isEqualTo("\"\\/\b\f\n\r\tA\u00e4\u20ac\ud83d\ude00\u00e4\u20ac\ud83d\ude00z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command",
                "COMMAND",
                "cOmmanD",
                "\\u0063ommand",
                "\\u0043\\u006f\\u006d\\u006d\\u0061\\u006e\\u0064"
            })
    void comparesTextInAnyCaseAndSpelling(String text) {
        begin("\"" + text + "\"");
        json.string();
        assertThat(json.textEqualsIgnoringCase("command")).isTrue();
        assertThat(json.textEqualsIgnoringCase("commanc")).isFalse();
        assertThat(json.textEqualsIgnoringCase("commands")).isFalse();
        assertThat(json.textEqualsIgnoringCase("comman")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "c", "co\u043cmand", "command ", "command\\u0000", "C\u2126mmand", "\\u0063\\u0063ommand"})
    void otherTextIsNotTheSame(String text) {
        begin("\"" + text + "\"");
        json.string();
        assertThat(json.textEqualsIgnoringCase("command")).isFalse();
    }

    @Test
    void depthIsBoundedToTheLevel() {
        begin("[".repeat(999) + "]".repeat(999));
        assertThat(json.value()).isTrue();
        begin("[".repeat(1000) + "]".repeat(1000));
        assertThat(json.value()).isFalse();
        assertThat(json.problem()).isEqualTo("nested too deep at byte 999");
        begin("{\"a\":".repeat(999) + "0" + "}".repeat(999));
        assertThat(json.value()).isTrue();
    }

    private void begin(String text) {
        byte[] bytes = ("\u0001" + text + "]").getBytes(StandardCharsets.UTF_8);
        json.begin(bytes, 1, bytes.length - 2);
    }
}
