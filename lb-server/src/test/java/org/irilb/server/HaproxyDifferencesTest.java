package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.irilb.core.kit.Wire;
import org.irilb.server.ListedDifferences.Difference;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The same session, played to HAProxy and to iri-lb that are configured alike. Where answers differ in shape, the
 * difference and its reason stand in docs/haproxy-differences.md, and nothing else stands there.
 */
@Execution(ExecutionMode.CONCURRENT)
final class HaproxyDifferencesTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    @TempDir
    private Path dir;

    /** What the list calls the comparison of the lists of commands. */
    private static final String COMMANDS = "commands";

    private static final Pattern HELP_LINE = Pattern.compile("  ([a-z][a-z -]*[a-z])(?: .*)?: .*");

    private HaproxyTwins twins;

    @BeforeEach
    void start() throws Exception {
        Tool.require("haproxy");
        twins = HaproxyTwins.start(dir);
    }

    @AfterEach
    void close() {
        twins.close();
    }

    @Test
    void answersDifferOnlyWhereTheListSaysSo() throws Exception {
        request(twins.theirPort());
        request(twins.ourPort());
        List<Difference> found = new ArrayList<>();
        for (String line : session()) {
            String bytes = line.replace("SRV", "iri_back/n1")
                    .replace("\\n", "\n")
                    .replace("\\r", "\r")
                    .replace("\\t", "\t")
                    .replace("\\\\", "\\");
            differences(
                    line,
                    HaproxyTwins.ask(twins.theirs(), bytes + "\n"),
                    HaproxyTwins.ask(twins.ours(), bytes + "\n"),
                    found);
        }
        ListedDifferences.assertListed(
                found,
                command -> !command.equals(COMMANDS)
                        && !command.equals(HaproxyMetricsTest.METRICS)
                        && !command.startsWith(HaproxyFiguresTest.FIGURES));
    }

    @Test
    void everyCommandOfHaproxyIsPlayed() throws Exception {
        String played = session().stream()
                .map(line -> line.replace(";", " ") + " ")
                .collect(Collectors.joining("\n", "\n", ""));
        assertThat(commands(twins.theirs()))
                .hasSizeGreaterThan(110)
                .allMatch(command -> Pattern.compile("[\\s]" + Pattern.quote(command) + "\\s")
                        .matcher(played)
                        .find());
    }

    @Test
    void everyCommandOfHaproxyIsThereOrListedAsMissing() throws Exception {
        Set<String> ours = commands(twins.ours());
        ListedDifferences.assertListed(
                commands(twins.theirs()).stream()
                        .filter(command -> !ours.contains(command))
                        .map(command -> new Difference(COMMANDS, "-" + command))
                        .toList(),
                COMMANDS::equals);
    }

    /** The words that each command begins with, those for experts among them. */
    private static Set<String> commands(Path socket) {
        return HaproxyTwins.ask(socket, "expert-mode on;experimental-mode on;help\n")
                .lines()
                .map(HELP_LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void differences(String command, String theirs, String ours, List<Difference> found) {
        Map<String, String> their = AnswerShape.of(theirs);
        Map<String, String> our = AnswerShape.of(ours);
        their.forEach((part, detail) -> {
            String own = our.get(part);
            if (own == null) {
                found.add(new Difference(command, "-" + part));
            } else if (!own.equals(detail)) {
                found.add(new Difference(command, part + ": " + detail + " -> " + own));
            }
        });
        our.keySet().stream()
                .filter(part -> !their.containsKey(part))
                .forEach(part -> found.add(new Difference(command, "+" + part)));
    }

    private List<String> session() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "haproxy-session.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static void request(int port) {
        try (Wire client = Wire.connect(new InetSocketAddress("127.0.0.1", port))) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
        }
    }
}
