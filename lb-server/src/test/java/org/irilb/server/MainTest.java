package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.irilb.core.kit.DeadPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... args) {
        CommandLine main = Main.commandLine(args).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return main.execute(args);
    }

    private String config(String yaml) throws IOException {
        return Files.writeString(dir.resolve("lb.yml"), yaml).toString();
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : Main.commandLine("--help").getSubcommands().keySet()) {
            assertThat(execute(command, "--help")).as(command).isZero();
            assertThat(out.toString()).contains("Usage: lb-server " + command);
            if (!command.equals("node-check")) { // whose options are those of a script
                assertThat(execute(command, "--version")).as(command).isZero();
            }
        }
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("Usage: lb-server [-hvV]");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void onlyTheCommandThatIsMeantIsLookedAt() {
        assertThat(Main.commandLine().getSubcommands()).isEmpty();
        assertThat(Main.commandLine("run", "demo").getSubcommands()).containsOnlyKeys("run");
        assertThat(Main.commandLine("--verbose", "run").getSubcommands())
                .containsOnlyKeys("run", "demo", "check-config", "node", "node-check", "show-stat");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            --bogus              ; lb-server: Unknown option: '--bogus'                                ; lb-server
            run --bogus          ; run: Unknown option: '--bogus'                                      ; lb-server run
            walk                 ; lb-server: Unmatched argument at index 0: 'walk'                    ; lb-server
            show-stat all        ; show-stat: Invalid value for positional parameter at index 0 (services|servers): expected one of [SERVICES, SERVERS] (case-insensitive) but was 'all' ; lb-server show-stat
            show-stat --socket x ; show-stat: --socket: x (expected: address:port, such as 127.0.0.1:9999, or a path, such as /run/iri-lb/admin) ; lb-server show-stat
            demo --port 65536    ; demo: --port: 65536 (expected: 0..65535)                            ; lb-server demo
            demo --port x        ; demo: Invalid value for option '--port': 'x' is not an int          ; lb-server demo
            check-config --config; check-config: Missing required parameter for option '--config' (FILE) ; lb-server check-config
            """)
    void aWrongFlagIsOneLineAndWhereToLook(String args, String message, String command) {
        assertThat(execute(args.split(" "))).isEqualTo(2);

        assertThat(err.toString()).isEqualTo(message + "\nsee " + command + " --help\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void checkConfigSaysEverythingThatIsWrong() throws IOException {
        String file = config("workers: none\nmax-connections: 0\n");

        assertThat(execute("check-config", "--config", file)).isEqualTo(1);

        assertThat(err.toString())
                .isEqualTo(file + ":1: workers: none (expected: auto, or 1..1024)\n" + file
                        + ":2: max-connections: 0 (expected: an integer, 1 or more)\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void checkConfigPrintsWhatItCanReadAgain() throws IOException {
        assertThat(execute("check-config", "--config", config("workers: 3\n"))).isZero();
        String effective = out.toString();
        out.getBuffer().setLength(0);

        assertThat(execute("check-config", "--config", config(effective))).isZero();

        assertThat(out.toString()).isEqualTo(effective).contains("workers: 3\n", "max-connections: 720\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aLineOfTheWhitelistThatCantBeReadIsAWarning() throws IOException {
        Path list = Files.writeString(dir.resolve("list"), "10.0.0.1\nlocalhost\n");
        String file = config("rules: { whitelist: { file: list } }\n");

        assertThat(execute("check-config", "--config", file)).isZero();

        assertThat(err.toString())
                .isEqualTo(
                        list + ":2: localhost (expected: an address or a block, such as 10.0.0.0/8 or 2001:db8::/32);"
                                + " the line is skipped\n");
        assertThat(out.toString()).contains("file: " + list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            http-01     ; 0.0.0.0:8080 ; http-01, but no listener without tls has port 80,
            http-01     ; 0.0.0.0:80   ;
            tls-alpn-01 ; 0.0.0.0:80   ; tls-alpn-01, but no listener with tls has port 443,
            """)
    void anAuthorityThatReachesNoListenerIsAWarning(String challenge, String bind, String warning) throws IOException {
        String file = config("""
                acme: { domains: [iota.example], accept-terms: true, challenge: %s }
                listeners: [{ name: iri_front, bind: '%s' }]
                """.formatted(challenge, bind));

        assertThat(execute("check-config", "--config", file)).isZero();

        assertThat(err.toString()).startsWith(warning == null ? "" : "acme.challenge: " + warning);
        assertThat(err.toString().lines()).hasSize(warning == null ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check-config", "--"})
    void aMissingFileIsOneLine(String command) {
        Path gone = dir.resolve("gone.yml");
        String[] args = command.equals("--")
                ? new String[] {"--config", gone.toString()}
                : new String[] {command, "--config", gone.toString()};

        assertThat(execute(args)).isEqualTo(1);

        assertThat(err.toString()).isEqualTo(gone + ": no such file\n");
    }

    @Test
    void whoAsksWhereNobodyAnswersIsTold() throws IOException {
        String address;
        try (DeadPort dead = new DeadPort()) {
            address = "127.0.0.1:" + dead.port();
            assertThat(execute("show-stat", "--config", config("admin: { socket: '" + address + "' }")))
                    .isEqualTo(1);
        }
        Path gone = dir.resolve("gone.sock");
        assertThat(execute("show-stat", "--socket", gone.toString())).isEqualTo(1);
        assertThat(execute("show-stat", "--config", config("admin: { socket: null, unix-socket: gone.sock }")))
                .isEqualTo(1);
        assertThat(execute("show-stat", "--config", config("admin: { socket: null, web: null }")))
                .isEqualTo(1);

        String nobody = "admin socket: no answer from " + gone + ": No such file or directory\n";
        assertThat(err.toString())
                .isEqualTo("admin socket: no answer from " + address + ": Connection refused\n" + nobody + nobody
                        + "admin.socket: null, as admin.unix-socket (expected: one of them to ask, or --socket)\n");
    }

    @Test
    void aHostThatNobodyKnowsIsOneLine() throws IOException {
        Files.createDirectory(dir.resolve("services"));
        String front = "listeners: [{ name: a, bind: 'nowhere.invalid:1' }]\n";
        String admin = "listeners: [{ name: a, bind: '127.0.0.1:0' }]\nadmin: { socket: 'nowhere.invalid:1' }\n";

        assertThat(execute("run", "--config", config(front))).isEqualTo(1);
        assertThat(execute("run", "--config", config(admin))).isEqualTo(1);

        String expected = ": nowhere.invalid is not known (expected: an address or name of this machine)\n";
        assertThat(err.toString()).isEqualTo("listeners" + expected + "admin.socket" + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            TAKEN       ; socket: null, web: null                                  ; ""
            127.0.0.1:0 ; socket: null, web: 'TAKEN'                               ; "admin.web: "
            127.0.0.1:0 ; socket: 'TAKEN', web: null                               ; "admin.socket: "
            127.0.0.1:0 ; socket: null, web: null, sockets: [{ bind: 'TAKEN' }]    ; "admin.sockets[0]: "
            """)
    void aTakenPortIsOneLine(String listener, String admin, String key) throws IOException {
        Files.createDirectory(dir.resolve("services"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            String yaml = "listeners: [{ name: a, bind: '" + listener + "' }]\nadmin: { " + admin + " }\n";
            String file = config(yaml.replace("TAKEN", address));

            assertThat(execute("run", "--config", file)).isEqualTo(1);

            assertThat(err.toString()).isEqualTo(key + "cannot listen on " + address + ": Address already in use\n");
            assertThat(out.toString()).isEmpty();
        }
    }
}
