package org.irilb.server.admin.client;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** What the command {@code show-stat} can show, line by line as the script of that name did. Immutable. */
public enum StatView {
    /** Pool, name, state, weight and address of each server, below a line that names these columns. */
    SERVICES("show stat"),
    /** Everything that {@code show servers state} tells. */
    SERVERS("show servers state");

    private static final String MARK = "# ";
    private static final List<String> COLUMNS = List.of("pxname", "svname", "status", "weight", "addr");
    private static final List<String> NOT_SERVERS = List.of("FRONTEND", "BACKEND");

    private final String command;

    StatView(String command) {
        this.command = command;
    }

    /**
     * Asks an admin socket.
     *
     * @param address of TCP or UNIX
     * @throws java.io.UncheckedIOException if nobody answers there; its message names the address
     * @throws IllegalStateException if the answer is an error or something else; its message is the answer
     */
    public List<String> read(SocketAddress address) {
        List<String> answer = AdminClient.ask(address, command);
        return switch (this) {
            case SERVICES -> services(answer);
            case SERVERS -> answer;
        };
    }

    /** Columns are found by their names, so that it reads any version of HAProxy too. */
    static List<String> services(List<String> answer) {
        if (answer.isEmpty() || !answer.get(0).startsWith(MARK)) {
            throw new IllegalStateException(String.join("\n", answer));
        }
        List<String> header = fields(answer.get(0).substring(MARK.length()));
        List<String> lines = new ArrayList<>();
        lines.add(MARK + String.join(",", COLUMNS));
        for (String line : answer.subList(1, answer.size())) {
            List<String> row = fields(line);
            if (!NOT_SERVERS.contains(row.get(header.indexOf("svname")))) {
                lines.add(String.join(
                        ",",
                        COLUMNS.stream()
                                .map(column -> row.get(header.indexOf(column)))
                                .toList()));
            }
        }
        return lines;
    }

    /** Splits at commas outside quotes; quotes stay, as they do with {@code cut}. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
