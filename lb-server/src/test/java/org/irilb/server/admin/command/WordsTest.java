package org.irilb.server.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WordsTest {

    @Test
    void blanksSeparateWords() {
        assertThat(Words.of("show stat")).containsExactly("show", "stat");
        assertThat(Words.of(" \t show\t stat \t")).containsExactly("show", "stat");
        assertThat(Words.of("")).isEmpty();
        assertThat(Words.of("  ")).isEmpty();
    }

    @Test
    void aBackslashKeepsWhatWouldSeparateAndStaysBeforeAnythingElse() {
        assertThat(Words.of("a\\ b \\;c d\\\\e")).containsExactly("a b", ";c", "d\\e");
        assertThat(Words.of("\\n x\\")).containsExactly("\\n", "x\\");
    }
}
