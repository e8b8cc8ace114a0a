package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.irilb.server.ListedDifferences.Difference;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The families of HAProxy's own exporter and ours: names, types and labels, which dashboards rely on. */
final class HaproxyMetricsTest {

    /** What the list calls the comparison of metrics. */
    static final String METRICS = "/metrics";

    private static final Pattern TYPE = Pattern.compile("# TYPE (haproxy_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(haproxy_\\w+)(?:\\{(.*)})? .*");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    @TempDir
    private Path dir;

    @Test
    void familiesDifferOnlyWhereTheListSaysSo() throws Exception {
        Tool.require("haproxy");
        try (HaproxyTwins twins = HaproxyTwins.start(dir)) {
            Map<String, String> their = families(twins.theirPort());
            Map<String, String> our = families(twins.ourWebPort());
            assertThat(their).hasSizeGreaterThan(180);
            List<Difference> found = new ArrayList<>();
            their.forEach((family, shape) -> {
                String own = our.get(family);
                if (own == null) {
                    found.add(new Difference(METRICS, "-" + family));
                } else if (!own.equals(shape)) {
                    found.add(new Difference(METRICS, family + ": " + shape + " -> " + own));
                }
            });
            our.keySet().stream()
                    .filter(family -> !their.containsKey(family))
                    .forEach(family -> found.add(new Difference(METRICS, "+" + family)));
            ListedDifferences.assertListed(found, METRICS::equals);
        }
    }

    /** By name, the type, and the labels of all samples, with the values of those that are words of HAProxy's. */
    private static Map<String, String> families(int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + METRICS))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, String> types = new HashMap<>();
        Map<String, String> families = new TreeMap<>();
        answer.body().lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                String labels = sample.group(2) == null ? "" : labels(sample.group(2));
                families.merge(
                        sample.group(1),
                        types.get(sample.group(1)) + " " + labels,
                        (all, one) -> all.contains(labels) ? all : all + " " + labels);
            }
        });
        return families;
    }

    /** Versions are those of other programs. */
    private static String labels(String text) {
        return LABEL.matcher(text)
                .results()
                .map(label -> label.group(1).equals("version") ? "version" : label.group())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
