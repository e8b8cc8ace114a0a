package org.irilb.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped for Prometheus and Grafana, and the list of names, against what a balancer tells. */
final class ShippedFilesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path CONFIG = ROOT.resolve("config");
    private static final Path ALERTS = CONFIG.resolve("alerts.yml");
    private static final Pattern NAME = Pattern.compile("\\b(?:haproxy|irilb|jvm|process|system)_[a-z0-9_]+");

    private static Watched balancer;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() {
        balancer = new Watched();
    }

    @AfterAll
    static void end() {
        balancer.close();
    }

    private static Map<String, String> families() {
        Map<String, String> types = new TreeMap<>();
        balancer.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" "))
                .forEach(words -> types.put(words[2], words[3]));
        return types;
    }

    @Test
    void theListOfNamesIsTheTruth() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs").resolve("metrics.md"))) {
            if (line.startsWith("| `irilb_")) {
                String[] cells = line.split("\\|");
                NAME.matcher(cells[1]).results().forEach(name -> listed.put(name.group(), cells[2].strip()));
            }
        }
        Map<String, String> told = families();
        told.keySet().removeIf(name -> !name.startsWith("irilb_"));
        assertThat(listed).isEqualTo(told);
    }

    @Test
    void whatIsShippedNamesNothingThatIsNotThere() throws IOException {
        Set<String> there = balancer.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path file : List.of(CONFIG.resolve("grafana-dashboard.json"), ALERTS)) {
            Matcher names = NAME.matcher(Files.readString(file));
            Set<String> named =
                    names.results().map(result -> result.group()).collect(Collectors.toCollection(TreeSet::new));
            assertThat(named).as(file.toString()).hasSizeGreaterThan(15).isSubsetOf(there);
        }
    }

    @Test
    void promtoolFindsNothingWrong() throws IOException {
        Tool.require("promtool");
        Files.copy(CONFIG.resolve("prometheus.yml"), dir.resolve("prometheus.yml"));
        Files.copy(ALERTS, dir.resolve("alerts.yml"));
        Files.write(
                dir.resolve("alerts-test.yml"),
                ShippedFilesTest.class.getResourceAsStream("alerts-test.yml").readAllBytes());
        assertThat(Tool.run("cd " + dir + " && promtool check config prometheus.yml")
                        .exit())
                .isZero();
        Tool.Outcome tested = Tool.run("cd " + dir + " && promtool test rules alerts-test.yml 2>&1");
        assertThat(tested.exit()).as(String.join("\n", tested.lines())).isZero();
        long alerts = Files.readAllLines(ALERTS).stream()
                .filter(line -> line.contains("- alert: "))
                .count();
        assertThat(Files.readAllLines(dir.resolve("alerts-test.yml")).stream()
                        .filter(line -> line.contains("- name: ")))
                .as("each alert has a test")
                .hasSize((int) alerts);
    }

    /** It dislikes some names that HAProxy and Micrometer have chosen, and those only. */
    @Test
    void promtoolLikesWhatIsTold() throws IOException {
        Tool.require("promtool");
        Path file = Files.writeString(dir.resolve("metrics"), balancer.scrape());
        Tool.Outcome checked = Tool.run("promtool check metrics < " + file + " 2>&1");
        assertThat(checked.exit()).isIn(0, 3);
        assertThat(checked.lines())
                .allMatch(line -> line.startsWith("haproxy_")
                        || line.startsWith("jvm_")
                        || line.startsWith("system_")
                        || line.startsWith("process_"));
    }
}
