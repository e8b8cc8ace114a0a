package org.irilb.consul.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.irilb.consul.api.ReadFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvEntryTest {

    private static Map<String, String> read(String json) {
        return KvEntry.read(json.getBytes(StandardCharsets.UTF_8), "p/");
    }

    @Test
    void valuesAreTextByTheirKeysBelowThePrefix() {
        assertThat(read("""
                        [{"LockIndex":0,"Key":"p/","Flags":0,"Value":null},
                         {"Key":"p/a","Value":"4oKs"},{"Key":"p/b/c","Value":null},{"Key":"p/d/","Value":"eA=="}]
                        """)).isEqualTo(Map.of("a", "€", "b/c", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[{\"Key\":\"p/a\",\"Value\":\"%\"}]",
                "[{\"Key\":\"other/a\"}]",
                "[null]",
                "[]x",
                "[{\"Key\":\"p/a\""
            })
    void anythingElseIsGarbled(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        ReadFailure.class, failure -> assertThat(failure.kind()).isEqualTo(ReadFailure.Kind.GARBLED));
    }
}
