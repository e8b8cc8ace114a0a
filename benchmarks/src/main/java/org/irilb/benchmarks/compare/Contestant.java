package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who is compared. Each runs with one worker. */
enum Contestant {
    HAPROXY_BARE("HAProxy, no rules"),
    HAPROXY_RULES("HAProxy, the predecessor's rules"),
    IRI_LB("iri-lb, all rules");

    private final String title;

    Contestant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether it is faster later on than in its first seconds. */
    boolean compilesAtWork() {
        return this == IRI_LB;
    }

    /** Starts it, without TLS, in front of the site's node, which it may ask {@code maxconn} requests at a time. */
    Balancer start(Site site, int maxconn) throws IOException, InterruptedException {
        return start(site, maxconn, Wire.CLEAR);
    }

    /** Starts it in front of the site's node, for clients who come by {@code wire}. */
    Balancer start(Site site, int maxconn, Wire wire) throws IOException, InterruptedException {
        int port = Site.freePort();
        int tlsPort = Site.freePort();
        Path directory = Files.createTempDirectory(site.directory(), name().toLowerCase(Locale.ROOT));
        Map<String, String> values = Map.of(
                "port", Integer.toString(port),
                "tls", wire.bind(this, tlsPort, site.certificate()),
                "node", Integer.toString(site.node().port()),
                "maxconn", Integer.toString(maxconn));
        List<String> command = command(site, directory, values);
        Child process = Child.start(command, directory.resolve("output"));
        try {
            double firstAnswerMillis = Balancer.awaitAnswer(process, port);
            return new Balancer(process, wire == Wire.TLS ? tlsPort : port, firstAnswerMillis);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private List<String> command(Site site, Path directory, Map<String, String> values) throws IOException {
        return switch (this) {
            case HAPROXY_BARE -> haproxy(Resource.write("haproxy-bare.cfg", directory, values));
            case HAPROXY_RULES -> haproxy(Resource.write("haproxy-rules.cfg", directory, values));
            case IRI_LB -> iriLb(site, directory, values);
        };
    }

    private static List<String> haproxy(Path config) {
        return List.of("haproxy", "-db", "-f", config.toString());
    }

    private static List<String> iriLb(Site site, Path directory, Map<String, String> values) throws IOException {
        Path config = Resource.write("iri-lb.yml", directory, values);
        Resource.write("node.json", Files.createDirectory(directory.resolve("services")), values);
        return site.iriLb(config);
    }
}
