package org.irilb.consul.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.irilb.core.kit.Await;

/** A network namespace, held by a process that sleeps. Linux only. One thread's. */
final class Namespace implements AutoCloseable {

    private final Process holder;
    private final List<String> links = new ArrayList<>();

    Namespace() {
        try {
            holder = new ProcessBuilder("unshare", "-n", "sleep", "infinity").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("the namespace is there", () -> !network("self").equals(network(Long.toString(holder.pid()))));
        run("ip", "link", "set", "lo", "up");
    }

    private static Path network(String process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", process, "ns", "net"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command that runs within begins with. */
    List<String> prefix() {
        return List.of("nsenter", "-t", Long.toString(holder.pid()), "-n");
    }

    void run(String... command) {
        ConsulCluster.run(Stream.concat(prefix().stream(), Stream.of(command)).toArray(String[]::new));
    }

    /** Makes a link to it, with an address at either end. */
    void link(String name, String here, String there) {
        String peer = name + "-in";
        ConsulCluster.run("ip", "link", "add", name, "type", "veth", "peer", "name", peer);
        links.add(name);
        ConsulCluster.run("ip", "link", "set", peer, "netns", Long.toString(holder.pid()));
        ConsulCluster.run("ip", "addr", "add", here + "/30", "dev", name);
        ConsulCluster.run("ip", "link", "set", name, "up");
        run("ip", "addr", "add", there + "/30", "dev", peer);
        run("ip", "link", "set", peer, "up");
    }

    @Override
    public void close() {
        links.forEach(link -> ConsulCluster.run("ip", "link", "del", link));
        holder.destroyForcibly();
    }
}
