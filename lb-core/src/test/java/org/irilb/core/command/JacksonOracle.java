package org.irilb.core.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads commands with Jackson's parser, to compare with. */
final class JacksonOracle {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Jackson 2.21 takes the low byte of what isn't ASCII for a digit: U+0130 for 0. */
    private static final Pattern BAD_ESCAPE =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*+\\\\u[0-9A-Fa-f]{0,3}[^\\x00-\\x7f]");

    private JacksonOracle() {}

    /** The command's name, "" if there is none; nothing if the body is malformed. */
    static Optional<String> read(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (text.chars().allMatch(c -> c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
                return Optional.of("");
            }
            if (text.contains("\\u") && BAD_ESCAPE.matcher(text).find()) {
                return Optional.empty();
            }
            try (JsonParser parser = JSON.createParser(text)) {
                return parser.nextToken() == JsonToken.START_OBJECT ? readObject(parser) : Optional.empty();
            }
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> readObject(JsonParser parser) throws IOException {
        String command = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isCommand = parser.currentName().equalsIgnoreCase("command");
            JsonToken value = parser.nextToken();
            if (isCommand) {
                if (!command.isEmpty() || value != JsonToken.VALUE_STRING || parser.getTextLength() == 0) {
                    return Optional.empty();
                }
                command = parser.getText();
            }
            parser.skipChildren();
        }
        return parser.nextToken() == null ? Optional.of(command) : Optional.empty();
    }
}
