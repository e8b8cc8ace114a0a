package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the comparison takes place.
 *
 * @param jar iri-lb's, as it is shipped
 * @param jvmOptions a file of options that are shipped with it
 * @param directory for configurations and output; removed afterwards
 * @param node what all contestants stand in front of
 * @param certificate what they show to clients of TLS
 */
record Site(Path jar, Path jvmOptions, Path directory, Node node, Certificate certificate) {

    /** A port of this machine that nobody listens on now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** How iri-lb is started. */
    List<String> iriLb(Path config) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + jvmOptions,
                "-jar",
                jar.toString(),
                "run",
                "--config",
                config.toString());
    }
}
