package org.irilb.core.command;

/**
 * Reads the command from a whole body. A body is UTF-8 whatever its Content-Type says, and strict JSON: what only a
 * lenient parser takes (IRI's does: single quotes, comments, a byte-order mark) is malformed here, for another parser
 * would read it differently. The key may be written in any case and with escapes, and stand anywhere in the outermost
 * object, but only once. One loop's.
 */
public final class CommandReader {

    private static final String KEY = "command";
    private static final String TRYTES = "trytes";
    private static final String MAGNITUDE = "minWeightMagnitude";

    private final CommandTable table;
    private final JsonScanner json = new JsonScanner();
    private byte[] body = {};
    private int offset;
    private int length;
    private int longestList;
    private int transactions;
    private int magnitude;

    public CommandReader(CommandTable table) {
        this.table = table;
    }

    /**
     * Never throws, whatever the bytes are. Makes no object for a known command that is spelt as in the table, except
     * for proof of work.
     */
    public Command read(byte[] body, int offset, int length) {
        this.body = body;
        this.offset = offset;
        this.length = length;
        json.begin(body, offset, length);
        longestList = 0;
        transactions = 0;
        magnitude = PowWork.NOT_SAID;
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
        return command instanceof Command.Named named && named.doesWork()
                ? named.with(PowWork.of(transactions, magnitude))
                : command;
    }

    /** Bytes of the body read last. */
    public int length() {
        return length;
    }

    /** The body read last, if it isn't malformed, without blanks between values and escapes that need not be. */
    public byte[] compact() {
        return CompactJson.of(body, offset, offset + length);
    }

    /** Entries of the longest array that the outermost object of the body read last holds, under whatever key. */
    public int longestList() {
        return longestList;
    }

    private Command readEntries() {
        Command command = Command.NONE;
        do {
            if (!json.key()) {
                return malformed(json.problem());
            }
            // No letter of the key has a relative outside of ASCII that some node would take for it.
            if (!json.textEqualsIgnoringCase(KEY)) {
                if (!readParameter()) {
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

    /** Of a key that is there twice, nodes take the one or the other, or refuse; so the larger counts. */
    private boolean readParameter() {
        boolean isTrytes = json.textEqualsIgnoringCase(TRYTES);
        boolean isMagnitude = json.textEqualsIgnoringCase(MAGNITUDE);
        int first = json.peek();
        if (!json.value()) {
            return false;
        }
        if (first == '[') {
            longestList = Math.max(longestList, json.entries());
            transactions = isTrytes ? Math.max(transactions, json.entries()) : transactions;
        } else if (isMagnitude && isNumber(first)) {
            magnitude = Math.max(magnitude, json.intValue());
        }
        return true;
    }

    private static boolean isNumber(int first) {
        return first == '-' || first >= '0' && first <= '9';
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
