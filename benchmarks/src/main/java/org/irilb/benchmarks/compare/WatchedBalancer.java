package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** iri-lb with many nodes, which are all the same one, and with what there is to watch it by. Main thread only. */
record WatchedBalancer(Child process, int port, int webPort, int adminPort) implements AutoCloseable {

    /** What was allocated in the heap, in bytes, as of the last collection. */
    static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";

    /** How long the program stood still for collections, in seconds. */
    static final String PAUSED = "jvm_gc_pause_seconds_sum";

    static WatchedBalancer start(Path directory, int nodePort, int nodes, Path jar, Path jvmOptions)
            throws IOException, InterruptedException {
        int port = Site.freePort();
        int webPort = Site.freePort();
        int adminPort = Site.freePort();
        Map<String, String> values = Map.of(
                "port", Integer.toString(port),
                "web", Integer.toString(webPort),
                "admin", Integer.toString(adminPort));
        Path config = Resource.write("watched.yml", directory, values);
        Path services = Files.createDirectory(directory.resolve("services"));
        for (int i = 1; i <= nodes; i++) {
            Files.writeString(services.resolve(i + ".json"), """
                    { "ID": "node-%d:14265", "Name": "iri", "Tags": ["haproxy.maxconn=100", "haproxy.pow=true"],
                      "Address": "127.0.0.1", "Port": %d }
                    """.formatted(i, nodePort));
        }
        Child process = Child.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + jvmOptions,
                        "-jar",
                        Files.copy(jar, directory.resolve("lb-server.jar")).toString(),
                        "run",
                        "--config",
                        config.toString()),
                directory.resolve("output"));
        try {
            Balancer.awaitAnswer(process, port);
            return new WatchedBalancer(process, port, webPort, adminPort);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** What the JVM tells of its heap; sums over all labels. */
    Map<String, Double> collected() throws IOException, InterruptedException {
        Map<String, Double> sums = new HashMap<>();
        Http.get(webPort, "/metrics")
                .lines()
                .filter(line -> line.startsWith("jvm_gc_"))
                .forEach(line -> sums.merge(
                        line.split("[{ ]", 2)[0],
                        Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                        Double::sum));
        return sums;
    }

    @Override
    public void close() {
        process.close();
    }
}
