package org.irilb.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void aMedianIsTheMiddleRunNotTheMean() {
        assertThat(Figures.median(runs(30, 10, 900)).value(Figures.CPU)).isEqualTo(30);
    }

    @Test
    void ofAnEvenNumberItLiesBetweenTheMiddleTwo() {
        assertThat(Figures.median(runs(40, 10, 20, 900)).value(Figures.CPU)).isEqualTo(30);
    }

    @Test
    void aFigureThatWasNotTakenIsNamed() {
        assertThatThrownBy(() -> runs(1).get(0).value(Figures.P99)).hasMessageContaining("figure: '" + Figures.P99);
    }

    private static List<Figures> runs(double... values) {
        return DoubleStream.of(values)
                .mapToObj(value -> new Figures(Map.of(Figures.CPU, value)))
                .toList();
    }
}
