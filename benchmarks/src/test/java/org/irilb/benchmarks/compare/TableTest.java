package org.irilb.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Result result = Result.empty(Load.small(64));

    @Test
    void oursStandsAsARatioToEachOther() {
        take(Contestant.HAPROXY_BARE, 10);
        take(Contestant.HAPROXY_RULES, 20);
        take(Contestant.IRI_LB, 15);
        assertThat(Table.of(List.of(result))).contains("| CPU µs/request | 10.0 | 20.0 | 15.0 | 1.50 | 0.75 |");
    }

    @Test
    void whoHadABadRunHasNoFigureAndTheReasonIsShown() {
        take(Contestant.HAPROXY_RULES, 20);
        take(Contestant.IRI_LB, 15);
        result.failures().put(Contestant.HAPROXY_BARE, "errors: 3 timeouts");
        assertThat(Table.of(List.of(result)))
                .contains("| CPU µs/request | – | 20.0 | 15.0 | – | 0.75 |")
                .contains("no figure | HAProxy, no rules: errors: 3 timeouts");
    }

    private void take(Contestant contestant, double cpu) {
        result.figures().put(contestant, new Figures(Map.of(Figures.CPU, cpu)));
    }
}
