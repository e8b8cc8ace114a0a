package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * iri-lb as attackers meet it. Any thread.
 *
 * @param port in clear
 * @param tlsPort for TLS
 * @param webPort for metrics
 */
record AbusedBalancer(Child process, int port, int tlsPort, int webPort) implements AutoCloseable {

    static final String DIRECT = "irilb_buffer_memory_bytes{area=\"direct\"}";
    static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";
    static final String BANNED = "irilb_sources_banned";
    static final String DENIED = "haproxy_frontend_denied_connections_total";

    /** As the serial collector tells of its two. */
    private static final Pattern GENERATION = Pattern.compile("generation +total \\d+K, used (\\d+)K");

    /**
     * @param abuse the rules' section about it, in YAML
     */
    static AbusedBalancer start(Site site, String abuse) throws IOException, InterruptedException {
        int port = Site.freePort();
        int tlsPort = Site.freePort();
        int webPort = Site.freePort();
        Path directory = Files.createTempDirectory(site.directory(), "abused");
        Map<String, String> values = Map.of(
                "port", Integer.toString(port),
                "tls", Integer.toString(tlsPort),
                "web", Integer.toString(webPort),
                "certificate", site.certificate().file().toString(),
                "abuse", abuse,
                "node", Integer.toString(site.node().port()),
                "maxconn", Integer.toString(Load.ENOUGH));
        Path config = Resource.write("abuse.yml", directory, values);
        Resource.write("node.json", Files.createDirectory(directory.resolve("services")), values);
        Child process = Child.start(site.iriLb(config), directory.resolve("output"));
        try {
            Balancer.awaitAnswer(process, port);
            return new AbusedBalancer(process, port, tlsPort, webPort);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** The sum of all metrics whose names, with their labels, begin so. */
    double metric(String beginning) throws IOException, InterruptedException {
        return Http.get(webPort, "/metrics")
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Bytes of heap in use, without garbage. */
    long liveHeap() throws IOException, InterruptedException {
        process.jcmd("GC.run");
        return GENERATION
                .matcher(process.jcmd("GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)) * 1024)
                .sum();
    }

    @Override
    public void close() {
        process.close();
    }
}
