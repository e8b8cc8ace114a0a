package org.irilb.consul.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;

/**
 * A real Consul server of one, on free ports of 127.0.0.1, that keeps what it knows while it is stopped. Ends with the
 * JVM at the latest. One thread's.
 */
public final class ConsulAgent implements AutoCloseable {

    private static final int STARTS = 3;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String binary = ConsulBinary.orSkip();
    private final Path home;
    private final List<Integer> ports = new ArrayList<>();
    private final String extra;
    private final Thread atExit = new Thread(this::kill);
    private volatile Process process;

    private ConsulAgent(String extra) throws IOException {
        this.home = Files.createTempDirectory("consul-agent");
        this.extra = extra;
        this.process = firstStart();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts one and waits until it has a leader; skips the test where there is no consul. */
    public static ConsulAgent start() {
        return start("");
    }

    /** @param extra further keys of the agent's configuration in JSON, each ending with a comma; or empty */
    public static ConsulAgent start(String extra) {
        try {
            return new ConsulAgent(extra);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code http://127.0.0.1:PORT}; stays the same over restarts. */
    public String address() {
        return "http://127.0.0.1:" + ports.get(0);
    }

    /** Registers a service by its definition in JSON, as operators do. */
    public void register(String definition) {
        put("/v1/agent/service/register", definition);
    }

    /** One that isn't there is fine. */
    public void deregister(String serviceId) {
        String path = "/v1/agent/service/deregister/" + serviceId;
        HttpResponse<String> response = send(path, "PUT", "", "");
        if (response.statusCode() != 404) {
            ok(response, path);
        }
    }

    /** @return a token that may do everything; the agent has to be configured with ACLs */
    public String bootstrapAcl() {
        String path = "/v1/acl/bootstrap";
        AtomicReference<HttpResponse<String>> response = new AtomicReference<>();
        Await.upTo(
                Await.PATIENCE,
                () -> { // the ACLs come up some time after the leader
                    response.set(send(path, "PUT", "", ""));
                    return response.get().statusCode() != 500;
                });
        return ok(response.get(), path).replaceAll("(?s).*\"SecretID\": ?\"([^\"]+)\".*", "$1");
    }

    /** @return the body of the answer, which has to be 200 */
    public String put(String path, String body) {
        return ok(send(path, "PUT", body, ""), path);
    }

    /** @return the body of the answer, which has to be 200 */
    public String put(String path, String body, String token) {
        return ok(send(path, "PUT", body, token), path);
    }

    public void delete(String path) {
        ok(send(path, "DELETE", "", ""), path);
    }

    /** @return the body of the answer, which has to be 200 */
    public String get(String path) {
        return ok(send(path, "GET", "", ""), path);
    }

    /** Ends it as a crash would; {@link #resume} brings it back with all it knew. */
    public void stop() {
        kill();
    }

    /** Starts it again on the same ports, and waits until it has a leader. */
    public void resume() {
        try {
            process = launch();
            if (!ready()) {
                throw new IllegalStateException("consul did not come back:\n" + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it and deletes what it kept. */
    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ports are free when they are chosen, but another process may be faster. */
    private Process firstStart() throws IOException {
        for (int start = 1; ; start++) {
            choosePorts();
            process = launch();
            if (ready()) {
                return process;
            }
            kill();
            if (start == STARTS) {
                throw new IllegalStateException("consul did not start:\n" + log());
            }
        }
    }

    private void choosePorts() {
        ports.clear();
        while (ports.size() < 3) {
            int port = FreePort.any();
            if (!ports.contains(port)) {
                ports.add(port);
            }
        }
    }

    private Process launch() throws IOException {
        Path config = home.resolve("agent.json");
        Files.writeString(config, """
                { %s "server": true, "bootstrap_expect": 1, "node_name": "agent-one",
                  "bind_addr": "127.0.0.1", "client_addr": "127.0.0.1", "data_dir": "%s",
                  "disable_update_check": true, "enable_local_script_checks": true,
                  "performance": { "raft_multiplier": 1 },
                  "ports": { "http": %d, "serf_lan": %d, "server": %d, "serf_wan": -1, "dns": -1, "grpc": -1 } }
                """.formatted(extra, home.resolve("data"), ports.get(0), ports.get(1), ports.get(2)));
        return new ProcessBuilder(binary, "agent", "-config-file", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
    }

    /** Whether it has a leader and knows itself; false if it has ended or takes too long. */
    private boolean ready() {
        Await.upTo(Await.PATIENCE, () -> !process.isAlive() || knowsItself());
        return process.isAlive() && knowsItself();
    }

    private boolean knowsItself() {
        return answers("/v1/status/leader", ":") && answers("/v1/status/peers", ":");
    }

    private boolean answers(String path, String part) {
        try {
            return send(path, "GET", "", "").body().contains(part);
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private HttpResponse<String> send(String path, String method, String body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Consul-Token", token);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String ok(HttpResponse<String> response, String path) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String log() throws IOException {
        Path log = home.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "no log";
    }
}
