package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldTest {

    @ParameterizedTest
    @EnumSource(Field.class)
    void isKnownInAnyCase(Field field) {
        if (field != Field.OTHER) {
            assertThat(of(field.fieldName())).isEqualTo(field);
            assertThat(of(field.fieldName().toUpperCase(Locale.ROOT))).isEqualTo(field);
            assertThat(of(field.fieldName().toLowerCase(Locale.ROOT))).isEqualTo(field);
            assertThat(of(field.fieldName() + "x")).isEqualTo(Field.OTHER);
            assertThat(of(field.fieldName().replace('-', '_') + "_")).isEqualTo(Field.OTHER);
        }
    }

    @Test
    void letterCaseIsTheOnlyFreedom() {
        assertThat(of("Content_Length")).isEqualTo(Field.OTHER);
        assertThat(of("Content\rLength")).isEqualTo(Field.OTHER);
        assertThat(of("")).isEqualTo(Field.OTHER);
    }

    private static Field of(String name) {
        byte[] bytes = Heads.latin1("<" + name + ">");
        return Field.of(bytes, 1, bytes.length - 1);
    }
}
