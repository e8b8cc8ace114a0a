package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldLinesTest {

    private final FieldLines lines = new FieldLines();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b",
                "A:b",
                "A:",
                "A: ",
                "A:\t b \t",
                "A: b c\td",
                "A: b: c",
                "!#$%&'*+-.^_`|~0aZ: b",
                "A: \u0080\u00ff\"(),/:;<=>?@[\\]{}"
            })
    void acceptsWhatTheGrammarAllows(String line) {
        assertThat(parse(line + "\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(lines.count()).isEqualTo(1);
        assertThat(lines.end()).isEqualTo(line.length() + 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A : b",
                "A\t: b",
                ": b",
                "A",
                "A b: c",
                "A(: b",
                "A\u0000: b",
                "A\u007f: b",
                "A\u00e4: b",
                "\"A\": b",
                "A\r: b",
                "A@: b"
            })
    void refusesNamesThatAreNoTokensRightBeforeTheColon(String line) {
        assertThat(parse(line + "\r\n\r\n")).isEqualTo(Outcome.BAD_FIELD_NAME);
        assertThat(parse("B: c\r\n" + line + "\r\n\r\n")).isEqualTo(Outcome.BAD_FIELD_NAME);
    }

    @Test
    void refusesBlanksBeforeTheFirstLine() {
        assertThat(parse(" A: b\r\n\r\n")).isEqualTo(Outcome.BAD_FIELD_NAME);
        assertThat(parse("\tA: b\r\n\r\n")).isEqualTo(Outcome.BAD_FIELD_NAME);
        assertThat(parse(" \r\n\r\n")).isEqualTo(Outcome.BAD_FIELD_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b\r\n c\r\n\r\n", "A: b\r\n\tc: d\r\n\r\n", "A:\r\n b\r\n\r\n", "A: b\r\n \r\n\r\n"})
    void refusesFoldedLines(String text) {
        assertThat(parse(text)).isEqualTo(Outcome.FOLDED_LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b\n\r\n",
                "A: b\n\n",
                "A: b\rC: d\r\n\r\n",
                "A: b\r\r\n\r\n",
                "A: b\r \n\r\n",
                "A: b\r\n\rC: d\r\n\r\n",
                "A: b\r\n\n",
                "\n",
                "\r\r\n"
            })
    void refusesLinesThatDoNotEndInCrLf(String text) {
        assertThat(parse(text)).isEqualTo(Outcome.BAD_LINE_END);
    }

    @Test
    void refusesControlCharactersInValues() {
        for (char c = 0; c < ' '; c++) {
            if (c != '\t' && c != '\r' && c != '\n') {
                assertThat(parse("A: b" + c + "c\r\n\r\n")).isEqualTo(Outcome.BAD_FIELD_VALUE);
                assertThat(parse("A:" + c + "\r\n\r\n")).isEqualTo(Outcome.BAD_FIELD_VALUE);
            }
        }
        assertThat(parse("A: \u007f\r\n\r\n")).isEqualTo(Outcome.BAD_FIELD_VALUE);
    }

    @Test
    void aHundredFieldsAreEnough() {
        assertThat(parse("A: b\r\n".repeat(100) + "\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(parse("A: b\r\n".repeat(101) + "\r\n")).isEqualTo(Outcome.TOO_MANY_FIELDS);
        assertThat(parse("A: b\r\n".repeat(100) + "A")).isEqualTo(Outcome.TOO_MANY_FIELDS);
        assertThat(Outcome.TOO_MANY_FIELDS.status()).isEqualTo(431);
    }

    @Test
    void anyPartOfValidLinesMayBecomeThem() {
        String text = "Host: a\r\nX-Empty:\r\nContent-Length:\t 5 \r\n\r\n";
        for (int length = 0; length < text.length(); length++) {
            assertThat(parse(text.substring(0, length))).isEqualTo(Outcome.INCOMPLETE);
        }
        assertThat(parse(text)).isEqualTo(Outcome.COMPLETE);
        assertThat(parse(text + "Y")).isEqualTo(Outcome.COMPLETE);
        assertThat(lines.end()).isEqualTo(text.length());
    }

    @Test
    void indexesNamesAndTrimmedValues() {
        String text = "hOST:a\r\nX-Y: \t v w \t\r\nHost:  b\r\nE: \r\n\r\n";
        parse(text);
        assertThat(lines.count()).isEqualTo(4);
        assertThat(lines.field(0)).isEqualTo(Field.HOST);
        assertThat(lines.field(1)).isEqualTo(Field.OTHER);
        assertThat(lines.occurrences(Field.HOST)).isEqualTo(2);
        assertThat(lines.first(Field.HOST)).isZero();
        assertThat(lines.first(Field.DATE)).isEqualTo(-1);
        assertThat(text.substring(lines.lineStart(1), lines.nameEnd(1))).isEqualTo("X-Y");
        assertThat(text.substring(lines.valueStart(1), lines.valueEnd(1))).isEqualTo("v w");
        assertThat(text.substring(lines.lineStart(1), lines.lineEnd(1))).isEqualTo("X-Y: \t v w \t\r\n");
        assertThat(text.substring(lines.valueStart(2), lines.valueEnd(2))).isEqualTo("b");
        assertThat(text.substring(lines.valueStart(3), lines.valueEnd(3))).isEmpty();
        assertThat(text.substring(lines.lineStart(3), lines.lineEnd(3))).isEqualTo("E: \r\n");
    }

    @Test
    void forgetsTheLinesBefore() {
        parse("Connection: X\r\nX: y\r\nHost: a\r\n\r\n");
        lines.drop(1);
        parse("A: b\r\nX: y\r\n\r\n");
        assertThat(lines.isDropped(0)).isFalse();
        assertThat(lines.isDropped(1)).isFalse();
        assertThat(lines.first(Field.HOST)).isEqualTo(-1);
        assertThat(lines.occurrences(Field.CONNECTION)).isZero();
    }

    private Outcome parse(String text) {
        byte[] bytes = Heads.latin1(text);
        return lines.parse(bytes, 0, bytes.length);
    }
}
