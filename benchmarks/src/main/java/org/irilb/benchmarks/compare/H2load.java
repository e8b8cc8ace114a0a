package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client of HTTP/2: nghttp2's h2load, one thread, one connection. */
final class H2load implements LoadClient {

    private static final Pattern SERVED = Pattern.compile("requests: \\d+ total, \\d+ started, (\\d+) done, "
            + "(\\d+) succeeded, (\\d+) failed, (\\d+) errored, (\\d+) timeout");

    private static final Pattern STATUS = Pattern.compile("status codes: (\\d+) 2xx, 0 3xx, 0 4xx, 0 5xx");

    private final Path body;
    private final int streams;

    /** @param streams requests at a time */
    H2load(Path directory, int streams) throws IOException {
        this.body = Files.writeString(directory.resolve("h2load.json"), Http.BODY);
        this.streams = streams;
    }

    @Override
    public Served run(int port, int seconds) throws IOException, InterruptedException, BadRun {
        Process process = new ProcessBuilder(List.of(
                        "h2load",
                        "--threads=1",
                        "--clients=1",
                        "--max-concurrent-streams=" + streams,
                        "--duration=" + seconds,
                        "--data=" + body,
                        "--header=X-IOTA-API-Version: 1",
                        "--header=Content-Type: application/json",
                        "http://127.0.0.1:" + port + "/"))
                .redirectErrorStream(true)
                .start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher served = SERVED.matcher(output);
        if (process.waitFor() != 0 || !served.find() || !STATUS.matcher(output).find()) {
            throw new BadRun("h2load failed: " + output);
        }
        long requests = Long.parseLong(served.group(2));
        if (requests == 0 || Long.parseLong(served.group(1)) != requests) {
            throw new BadRun("errors: " + served.group());
        }
        return new Served(requests, (double) requests / seconds, Map.of());
    }
}
