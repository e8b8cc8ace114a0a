package org.irilb.core.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | ~~",
                "{ } | {}",
                "~ { \"a\" :\t[ 1 , \"b c\" ] }\r\n~ | {\"a\":[1,\"b c\"]}",
                "{\"\\u0061\\u00e4\\u20ac\":\"\\ud83d\\ude00\"} | {\"a\u00e4\u20ac\":\"\ud83d\ude00\"}",
                "\"a\\/b\" | \"a/b\"",
                "\"\\\"\\\\\\u0022\\u005C\" | \"\\\"\\\\\\\"\\\\\"",
                "\"\\n\\u000a\\t\\u0009\\r\\b\\f\" | \"\\n\\n\\t\\t\\r\\b\\f\"",
                "\"\\u0001\\u001F\" | \"\\u0001\\u001f\"",
                "\"\\uD83D\" | \"\\ud83d\"",
                "\"\\ude00\\ud83d\" | \"\\ude00\\ud83d\"",
                "\"\\ud83d\\ud83d\\ude00\" | \"\\ud83d\ud83d\ude00\"",
                "\"\\ud83dx\\\\ude00\" | \"\\ud83dx\\\\ude00\""
            })
    void writesEachTextInOneWay(String json, String compact) {
        byte[] bytes = ("\"" + json + "\"").getBytes(UTF_8);
        assertThat(new String(CompactJson.of(bytes, 1, bytes.length - 1), UTF_8))
                .isEqualTo(compact);
    }

    @Test
    void saysTheSameAsWhatWasWritten() throws IOException {
        RandomJson bodies = new RandomJson(20_261_124L);
        CommandReader reader = new CommandReader(CommandTable.IRI);
        int compared = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] body = bodies.next();
            if (reader.read(body, 0, body.length) instanceof Command.Named) {
                byte[] compact = reader.compact();
                assertThat(reader.read(compact, 0, compact.length)).isNotInstanceOf(Command.Malformed.class);
                assertThat(tokens(compact)).isEqualTo(tokens(body));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    private static List<String> tokens(byte[] json) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(new String(json, UTF_8))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens.add(token + " " + parser.getText());
            }
        }
        return tokens;
    }
}
