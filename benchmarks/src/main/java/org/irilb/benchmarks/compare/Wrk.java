package org.irilb.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The client for saturation: wrk, one thread, as many requests as it gets answers. Main thread only. */
final class Wrk implements LoadClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What it reports at its end; counts but {@code micros} and the latencies, which are in microseconds.
     *
     * @param status answers that were neither 2xx nor 3xx
     */
    record Result(
            long requests,
            long micros,
            long bytes,
            long connect,
            long read,
            long write,
            long status,
            long timeout,
            long p50,
            long p99,
            long max) {

        long errors() {
            return connect + read + write + status + timeout;
        }

        double perSecond() {
            return requests * 1e6 / micros;
        }
    }

    private final Load load;
    private final Path script;

    Wrk(Load load, Path directory) throws IOException {
        this.load = load;
        script = Resource.write("post.lua", directory, Map.of());
    }

    @Override
    public Served run(int port, int seconds) throws IOException, InterruptedException, BadRun {
        List<String> command = new ArrayList<>(List.of("wrk", "--threads", "1", "--timeout", "10s"));
        command.addAll(List.of("--connections", Integer.toString(load.connections())));
        command.addAll(List.of("--duration", seconds + "s", "--script", script.toString()));
        command.addAll(List.of(
                load.wire().scheme() + "://127.0.0.1:" + port + load.path(),
                "--",
                Integer.toString(load.requestBytes())));
        command.add(load.close() ? "close" : "keep");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = output(process);
        if (process.waitFor() != 0) {
            throw new BadRun("wrk failed: " + output);
        }
        String json = output.lines().reduce((before, last) -> last).orElse("");
        Result result = JSON.readValue(json, Result.class);
        if (result.errors() > 0) {
            throw new BadRun("errors: " + json);
        }
        Map<String, Double> latencies = Map.of(Figures.P50, (double) result.p50(), Figures.P99, (double) result.p99());
        return new Served(result.requests(), result.perSecond(), latencies);
    }

    private static String output(Process process) throws IOException {
        try (InputStream in = process.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
