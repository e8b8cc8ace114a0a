package org.irilb.consul.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

    /** Jackson's own tree is the oracle; equal trees have equal types of numbers, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " [ [ ] , { } , [ [ 1 ] , { \"a\" : { \"b\" : [ ] } } ] ] ",
                "{\"b\":1,\"a\":[true,false,null],\"\":\"\"}",
                "\"\\u00e4\\n\\\"\\ud83d\\ude00ä😀\"",
                "[0,-1,2147483647,2147483648,-9223372036854775808,9223372036854775808,1e2,1.5,-0.0,1e400]",
                "null",
                "7"
            })
    void isTheTreeThatJacksonMakes(String json) throws IOException {
        assertThat(JsonTree.read(json.getBytes(UTF_8))).contains(new JsonMapper().readTree(json));
    }

    @Test
    void blanksAreNoValue() throws IOException {
        assertThat(JsonTree.read(" \n".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void whatFollowsTheValueIsToldWithItsPlace() {
        assertThatThrownBy(() -> JsonTree.read("{}\n  {}".getBytes(UTF_8)))
                .isInstanceOfSatisfying(JsonParseException.class, e -> {
                    assertThat(e.getOriginalMessage()).isEqualTo("more behind the value (expected: one value)");
                    assertThat(e.getLocation().getLineNr()).isEqualTo(2);
                    assertThat(e.getLocation().getColumnNr()).isEqualTo(3);
                });
    }

    @Test
    void nestingHasAnEnd() {
        assertThatThrownBy(() -> JsonTree.read("[".repeat(100_000).getBytes(UTF_8)))
                .isInstanceOf(StreamConstraintsException.class);
    }
}
