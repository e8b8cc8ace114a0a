package org.irilb.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Setup;
import org.irilb.server.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With many servers all who watch share one text, in which what somebody has ordered is to be seen all the same. */
final class ManyServersTest {

    private static final int NODES = 100;

    private final Desk desk = Desk.open();
    private String first;

    @BeforeEach
    void open() {
        desk.nodes(IntStream.rangeClosed(1, NODES)
                .mapToObj(port -> Setup.node(port, 7, 1))
                .toArray(NodeConfig[]::new));
        desk.managed().statistics().tick();
        first = "iri_back/" + Setup.node(1, 7, 1).id();
        try (Text shared = desk.managed().statistics().csv(true)) {
            assertThat(shared.length()).as("only what is shared has a length").isPositive();
        }
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private String cell(int row, int column) {
        return desk.rows("show stat").get(row).get(column);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disable server SERVER        | 1  | 17 | UP   | MAINT",
                "set server SERVER state drain| 1  | 17 | UP   | DRAIN",
                "set weight SERVER 9          | 1  | 18 | 7    | 9",
                "set maxconn frontend iri_front 5 | 0 | 6 | 4000 | 5",
                "disable frontend iri_front   | 0  | 17 | OPEN | PAUSED",
            })
    void whatIsOrderedIsToldAtOnce(String command, int row, int column, String before, String after) {
        assertThat(cell(row, column)).isEqualTo(before);
        assertThat(desk.ask(command.replace("SERVER", first) + "\n")).isEqualTo("\n");
        assertThat(cell(row, column)).isEqualTo(after);
    }
}
