package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A balancer with many nodes, which are all the same one, and with what there is to watch it by. Main thread only.
 *
 * @param port for clients of the load
 * @param webPort where Prometheus asks
 * @param adminPort of the socket with the runtime API
 */
record WatchedProxy(Child process, int port, int webPort, int adminPort) implements AutoCloseable {

    /** What was allocated in the heap, in bytes, as of the last collection. */
    static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";

    /** How long the program stood still for collections, in seconds. */
    static final String PAUSED = "jvm_gc_pause_seconds_sum";

    /** Makes the command line that starts it, from the values that are filled in. */
    private interface Command {
        List<String> of(Map<String, String> values) throws IOException;
    }

    static WatchedProxy iriLb(Path directory, int nodePort, int nodes, Path jar, Path jvmOptions)
            throws IOException, InterruptedException {
        return start(directory.resolve("iri-lb.log"), Map.of(), values -> {
            Path config = Resource.write("watched.yml", directory, values);
            Path services = Files.createDirectory(directory.resolve("services"));
            for (int i = 1; i <= nodes; i++) {
                Files.writeString(services.resolve(i + ".json"), """
                        { "ID": "node-%d:14265", "Name": "iri", "Tags": ["haproxy.maxconn=100", "haproxy.pow=true"],
                          "Address": "127.0.0.1", "Port": %d }
                        """.formatted(i, nodePort));
            }
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + jvmOptions,
                    "-jar",
                    Files.copy(jar, directory.resolve("lb-server.jar")).toString(),
                    "run",
                    "--config",
                    config.toString());
        });
    }

    static WatchedProxy haproxy(Path directory, int nodePort, int nodes) throws IOException, InterruptedException {
        Map<String, String> values = Map.of("node", Integer.toString(nodePort), "nodes", Integer.toString(nodes));
        return start(
                directory.resolve("haproxy.log"),
                values,
                all -> List.of(
                        "haproxy",
                        "-db",
                        "-f",
                        Resource.write("watched-haproxy.cfg", directory, all).toString()));
    }

    private static WatchedProxy start(Path output, Map<String, String> more, Command command)
            throws IOException, InterruptedException {
        int port = Site.freePort();
        int webPort = Site.freePort();
        int adminPort = Site.freePort();
        Map<String, String> values = new HashMap<>(more);
        values.put("port", Integer.toString(port));
        values.put("web", Integer.toString(webPort));
        values.put("admin", Integer.toString(adminPort));
        Child process = Child.start(command.of(values), output);
        try {
            Balancer.awaitAnswer(process, port);
            return new WatchedProxy(process, port, webPort, adminPort);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** What those ask who watch it. */
    List<Question> questions() {
        return List.of(Question.metrics(webPort), Question.showStat(adminPort));
    }

    /** What a JVM tells of its heap; sums over all labels. Nothing if there is none. */
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
