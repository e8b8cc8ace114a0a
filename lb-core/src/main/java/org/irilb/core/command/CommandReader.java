package org.irilb.core.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Reads the command from a whole body. A body is UTF-8 whatever its Content-Type says, and strict JSON: what only a
 * lenient parser takes (IRI's does: single quotes, comments, a byte-order mark) is malformed here, for another parser
 * would read it differently. The key may be written in any case and with escapes, and stand anywhere in the outermost
 * object, but only once. One loop's.
 */
public final class CommandReader {

    private static final String KEY = "command";
    private static final int MAX_DEPTH = 1000;

    /** Sizes are bounded by the body already; hash collisions among keys make the parser give up, which is well. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final CommandTable table;
    private final Utf8Check utf8 = new Utf8Check();

    public CommandReader(CommandTable table) {
        this.table = table;
    }

    /** Never throws, whatever the bytes are. */
    public Command read(byte[] body, int offset, int length) {
        int end = offset + length;
        int start = offset;
        while (start < end && isBlank(body[start])) {
            start++;
        }
        if (start == end) {
            return Command.NONE;
        }
        if (body[start] != '{') {
            return malformed("expected an object");
        }
        if (startsLikeUtf16(body, start, end) || !utf8.isValid(body, start, end - start)) {
            return malformed("not UTF-8");
        }
        return parse(body, start, end - start);
    }

    private Command parse(byte[] body, int offset, int length) {
        try (JsonParser parser = JSON.createParser(body, offset, length)) {
            parser.nextToken(); // the brace that the object starts with
            Command command = readObject(parser);
            if (!(command instanceof Command.Malformed) && parser.nextToken() != null) {
                return malformed("text after the object");
            }
            return command;
        } catch (JsonProcessingException e) {
            return malformed(e.getOriginalMessage());
        } catch (IOException | RuntimeException e) {
            // A parser's fault over one body must not reach the loop that reads for everybody.
            return malformed("unreadable");
        }
    }

    private Command readObject(JsonParser parser) throws IOException {
        Command command = Command.NONE;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            // No letter of the key has a relative outside of ASCII that this would take for it.
            boolean isCommand = parser.currentName().equalsIgnoreCase(KEY);
            JsonToken value = parser.nextToken();
            if (!isCommand) {
                parser.skipChildren();
                continue;
            }
            if (command != Command.NONE) {
                return malformed("duplicate key: command");
            }
            command = readCommand(parser, value);
            if (command instanceof Command.Malformed) {
                return command;
            }
        }
        return command;
    }

    private Command readCommand(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return new Command.Malformed("COMMAND parameter has not been specified in the request.");
        }
        if (value != JsonToken.VALUE_STRING) {
            return malformed("command is not a string");
        }
        int length = parser.getTextLength();
        if (length == 0) {
            return new Command.Malformed("Command can not be null or empty");
        }
        return table.named(parser.getTextCharacters(), parser.getTextOffset(), length);
    }

    private static Command malformed(String why) {
        return new Command.Malformed("Invalid JSON syntax: " + why);
    }

    /** The parser would guess the encoding from zeros among its first four bytes; in UTF-8 JSON there are none. */
    private static boolean startsLikeUtf16(byte[] body, int start, int end) {
        for (int i = start; i < Math.min(start + 4, end); i++) {
            if (body[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
