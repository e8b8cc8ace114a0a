package org.irilb.server.acme;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Issuer;
import org.irilb.server.admin.Tool;

/** A real Pebble, the small authority of Let's Encrypt, for which every host name is this machine's. One thread's. */
public final class Pebble implements AutoCloseable {

    private final List<Process> processes = new ArrayList<>();
    private final Path home;
    private final int port = FreePort.any();
    private final int tlsPort = FreePort.any();
    private final Path authority;

    private Pebble(Path home, Path authority) {
        this.home = home;
        this.authority = authority;
    }

    /** @param httpPort where it asks for challenges, instead of port 80 */
    public static Pebble start(Path home, int httpPort) throws IOException {
        Tool.require("pebble");
        Files.createDirectories(home);
        Issuer own = Issuer.named("pebble-ca");
        Path certificate =
                Issuer.write(own.issue("localhost", draft -> draft.addSanIpAddress("127.0.0.1")), home, "pebble.pem");
        Pebble pebble = new Pebble(home, own.writeOwn(home, "ca.pem"));
        int dns = FreePort.any();
        int management = FreePort.any();
        pebble.run(
                "pebble-challtestsrv",
                "-defaultIPv4",
                "127.0.0.1",
                "-defaultIPv6",
                "",
                "-dns01",
                "127.0.0.1:" + dns,
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-management",
                "127.0.0.1:" + management);
        Path config = Files.writeString(home.resolve("pebble.json"), """
                { "pebble": { "listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                    "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d, "ocspResponderURL": "",
                    "externalAccountBindingRequired": false } }
                """.formatted(
                        pebble.port, FreePort.any(), certificate, certificate, httpPort, pebble.tlsPort));
        pebble.run("pebble", "-config", config.toString(), "-dnsserver", "127.0.0.1:" + dns);
        Await.until("pebble listens", () -> pebble.isOpen(pebble.port) && pebble.isOpen(management));
        return pebble;
    }

    private void run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(command[0] + ".log").toFile());
        builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
        // Of the one in twenty that it refuses by itself certbot 2.1 bears one, but not two in a row.
        builder.environment().put("PEBBLE_WFE_NONCEREJECT", "0");
        builder.environment().put("PEBBLE_AUTHZREUSE", "0"); // each renewal proves the domain anew
        processes.add(builder.start());
    }

    private boolean isOpen(int port) {
        if (!processes.stream().allMatch(Process::isAlive)) {
            throw new AssertionError("pebble has ended: see " + home);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public URI directory() {
        return URI.create("https://localhost:" + port + "/dir");
    }

    /** Where it asks for challenges by TLS, instead of port 443. */
    int tlsPort() {
        return tlsPort;
    }

    /** What its own certificate is verified with. */
    public Path authority() {
        return authority;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        Await.until("pebble has ended", () -> processes.stream().noneMatch(Process::isAlive));
    }
}
