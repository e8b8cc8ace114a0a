package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.irilb.server.cli.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsualRunTest {

    @ParameterizedTest
    @ValueSource(strings = {"run --config no/such.yml", "run -c no/such.yml", "--config no/such.yml", "-c no/such.yml"})
    void aFileThatIsNamedIsRead(String args) {
        assertThat(UsualRun.of(List.of(args.split(" "))))
                .hasValueSatisfying(config -> assertThatThrownBy(config::read)
                        .isInstanceOf(Failure.class)
                        .hasMessageContaining("no/such.yml"));
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        assertThat(UsualRun.of(List.of()))
                .hasValueSatisfying(config -> assertThat(config.read()).isNotNull());
        assertThat(UsualRun.of(List.of("run"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run run",
                "--help",
                "run --help",
                "run --verbose --config lb.yml",
                "run --config lb.yml --verbose",
                "run --config",
                "run --config --verbose",
                "run --config @args",
                "run @args",
                "--config=lb.yml",
                "check-config --config lb.yml",
                "run --confi lb.yml"
            })
    void allElseIsForPicocli(String args) {
        assertThat(UsualRun.of(List.of(args.split(" ")))).isEmpty();
        assertThat(UsualRun.of(List.of("run", "--config", ""))).isEmpty();
    }
}
