package org.irilb.server.admin.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.irilb.server.admin.Desk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema, against what it is about. */
final class ShowSchemaTest {

    private static Desk desk;
    private static Schema schema;

    @BeforeAll
    static void open() {
        desk = Desk.open();
        desk.nodes(desk.origin(1, 10));
        String text = desk.ask("show schema json\n");
        assertThat(text.lines()).hasSize(2);
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(text);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"show info json", "show info json float", "show stat json", "show stat 99 -1 -1 json"})
    void itFitsWhatIsAnswered(String command) {
        assertThat(schema.validate(desk.ask(command + "\n"), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "show stat json, \"objType\", \"kind\"",
        "show info json, \"u32\", \"u16\"",
        "show info json, \"pos\":0, \"pos\":-1"
    })
    void itDoesNotFitWhatIsAnythingElse(String command, String was, String is) {
        String answer = desk.ask(command + "\n");
        assertThat(answer).contains(was);
        assertThat(schema.validate(answer.replace(was, is), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void itIsAnswered() {
        assertThat(desk.ask("show schema xml\n"))
                .startsWith("Unknown command, but maybe")
                .contains("show schema json");
    }
}
