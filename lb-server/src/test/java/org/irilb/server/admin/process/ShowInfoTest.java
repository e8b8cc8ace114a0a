package org.irilb.server.admin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.irilb.core.kit.Await;
import org.irilb.server.admin.Desk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ShowInfoTest {

    private static Desk desk;

    @BeforeAll
    static void open() {
        desk = Desk.open();
        desk.nodes(desk.origin(1, 10));
        desk.request("{\"command\":\"getNodeInfo\"}");
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void everyLineIsANameAndAValue() {
        Map<String, String> info = desk.ask("show info\n")
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        assertThat(info)
                .containsEntry("Name", "iri-lb")
                .containsEntry("Version", "dev")
                .containsEntry("Nbthread", "2")
                .containsEntry("Nbproc", "1")
                .containsEntry("Process_num", "1")
                .containsEntry("Pid", Long.toString(ProcessHandle.current().pid()))
                .containsEntry("Maxconn", "4000")
                .containsEntry("CumConns", "1")
                .containsEntry("CumReq", "1")
                .containsEntry("Listeners", "1")
                .containsEntry("DroppedLogs", "0")
                .containsEntry("Release_date", "dev")
                .containsEntry("Run_queue", "0")
                .containsKey("Tasks");
        assertThat(info.get("Uptime")).matches("0d 0h00m\\d\\ds");
        assertThat(Long.parseLong(info.get("TotalBytesOut"))).isPositive();
        assertThat(Long.parseLong(info.get("Start_time_sec")))
                .isEqualTo(desk.balancer().status().started().getEpochSecond());
    }

    @Test
    void ratesAreSeenWithinASecond() {
        try (Desk busy = Desk.open()) {
            busy.nodes(busy.origin(1, 10));
            Await.until("somebody has looked", () -> {
                busy.request("{\"command\":\"getNodeInfo\"}"); // there may have been nobody when the last second ended
                return busy.ask("show info\n").matches("(?s).*\nMaxConnRate: [1-9].*");
            });
        }
    }

    @Test
    void linesAreInHaproxysOrder() {
        assertThat(desk.ask("show info typed\n")
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .map(line -> Integer.parseInt(line.substring(0, line.indexOf('.')))))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatHasDecimalsTellsThemOnDemand() {
        Instant started = desk.balancer().status().started();
        BigDecimal exactly = BigDecimal.valueOf(started.getEpochSecond()).add(BigDecimal.valueOf(started.getNano(), 9));
        String line = desk.ask("show info float\n")
                .lines()
                .filter(text -> text.startsWith("Start_time_sec: "))
                .findFirst()
                .orElseThrow();
        assertThat(new BigDecimal(line.substring(line.indexOf(' ') + 1)))
                .isCloseTo(exactly, within(new BigDecimal("0.000002")));
        assertThat(desk.ask("show info typed float\n"))
                .contains("\n8.Uptime_sec.1:MDP:flt:", "\n26.ConnRate.1:MRP:flt:", "\n3.Nbthread.1:CGS:u32:2\n");
        assertThat(desk.ask("show info json float\n"))
                .contains("\"value\":{\"type\":\"flt\",\"value\":" + started.getEpochSecond());
    }

    @Test
    void theOtherFormsSayMore() {
        assertThat(desk.ask("show info typed\n").lines()).contains("0.Name.1:POS:str:iri-lb", "3.Nbthread.1:CGS:u32:2");
        assertThat(desk.ask("show info desc\n").lines()).contains("Nbthread: 2:\"event loops\"");
        assertThat(desk.ask("show info typed desc\n").lines()).contains("3.Nbthread.1:CGS:u32:2:\"event loops\"");
        assertThat(desk.ask("show info json\n"))
                .startsWith(
                        "[{\"field\":{\"pos\":0,\"name\":\"Name\"},\"processNum\":1,\"tags\":{\"origin\":\"Product\","
                                + "\"nature\":\"Output\",\"scope\":\"Service\"},\"value\":{\"type\":\"str\",\"value\":\"iri-lb\"}},")
                .contains("\"value\":{\"type\":\"u32\",\"value\":2}}")
                .endsWith("}]\n\n");
    }
}
