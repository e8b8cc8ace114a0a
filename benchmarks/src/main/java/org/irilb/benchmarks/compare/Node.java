package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The node behind the balancers: nginx, one process, with answers of 900 bytes and of 2.7 MB. Main thread only. */
final class Node implements AutoCloseable {

    static final int BIG_BYTES = 2_700_000;

    static final int ANSWER_BYTES = 900;

    private static final String ANSWER_START =
            "{\"appName\":\"IRI\",\"appVersion\":\"1.8.6\",\"transactionsToRequest\":0,"
                    + "\"features\":[],\"coordinatorAddress\":\"";

    private static final int LOOKS = 200;
    private static final int QUIET_LOOKS = 5;
    private static final int BETWEEN_LOOKS_MILLIS = 50;

    private final Child process;
    private final int port;
    private long asked;

    private Node(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    static Node start(Path directory) throws IOException, InterruptedException {
        int port = Site.freePort();
        Files.writeString(directory.resolve("big"), "9".repeat(BIG_BYTES));
        String answer = ANSWER_START + "9".repeat(ANSWER_BYTES - ANSWER_START.length() - 2) + "\"}";
        Path config = Resource.write(
                "nginx.conf",
                directory,
                Map.of("directory", directory.toString(), "node", Integer.toString(port), "answer", answer));
        Child process = Child.start(
                List.of("nginx", "-p", directory.toString(), "-c", config.toString()), directory.resolve("nginx.log"));
        Balancer.awaitAnswer(process, port);
        return new Node(process, port);
    }

    int port() {
        return port;
    }

    /**
     * How many requests it has answered since its start, without those that ask this, and once those are over that a
     * client has left on their way: as soon as it has nothing to do for a while.
     */
    long requests() throws IOException, InterruptedException {
        long before = count();
        int quiet = 0;
        for (int i = 0; i < LOOKS && quiet < QUIET_LOOKS; i++) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            long now = count();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
        }
        if (quiet < QUIET_LOOKS) {
            throw new IllegalStateException("the node still answers, with nobody asking: " + before);
        }
        return before;
    }

    private long count() throws IOException, InterruptedException {
        asked++;
        String[] lines = Http.get(port, "/status").split("\n");
        return Long.parseLong(lines[2].trim().split(" ")[2]) - asked;
    }

    @Override
    public void close() {
        process.close();
    }
}
