package org.irilb.core.command;

/**
 * Reads the command from a whole body. A body is UTF-8 whatever its Content-Type says, and strict JSON: what only a
 * lenient parser takes (IRI's does: single quotes, comments, a byte-order mark) is malformed here, for another parser
 * would read it differently. The key may be written in any case and with escapes, and stand anywhere in the outermost
 * object, but only once. One loop's.
 */
public final class CommandReader {

    private static final String KEY = "command";

    private final CommandTable table;
    private final JsonScanner json = new JsonScanner();

    public CommandReader(CommandTable table) {
        this.table = table;
    }

    /** Never throws, whatever the bytes are. Makes no object for a known command that is spelt as in the table. */
    public Command read(byte[] body, int offset, int length) {
        json.begin(body, offset, length);
        if (json.peek() == JsonScanner.END) {
            return Command.NONE;
        }
        if (!json.take('{')) {
            return malformed("expected an object");
        }
        Command command = json.take('}') ? Command.NONE : readEntries();
        if (!(command instanceof Command.Malformed) && json.peek() != JsonScanner.END) {
            return malformed("text after the object");
        }
        return command;
    }

    private Command readEntries() {
        Command command = Command.NONE;
        do {
            if (!json.key()) {
                return malformed(json.problem());
            }
            // No letter of the key has a relative outside of ASCII that some node would take for it.
            if (!json.textEqualsIgnoringCase(KEY)) {
                if (!json.value()) {
                    return malformed(json.problem());
                }
                continue;
            }
            if (command != Command.NONE) {
                return malformed("duplicate key: command");
            }
            command = readCommand();
            if (command instanceof Command.Malformed) {
                return command;
            }
        } while (json.take(','));
        return json.take('}') ? command : malformed("expected , or } behind a value");
    }

    private Command readCommand() {
        int first = json.peek();
        if (!json.value()) {
            return malformed(json.problem());
        }
        if (first == 'n') {
            return new Command.Malformed("COMMAND parameter has not been specified in the request.");
        }
        if (first != '"') {
            return malformed("command is not a string");
        }
        if (json.isTextEmpty()) {
            return new Command.Malformed("Command can not be null or empty");
        }
        return json.namedIn(table);
    }

    private static Command malformed(String why) {
        return new Command.Malformed("Invalid JSON syntax: " + why);
    }
}
