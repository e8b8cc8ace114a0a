package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock(Resources.SYSTEM_PROPERTIES) // standard input is the process's
class NodeCommandTest {

    private static final String ID = "10.0.0.5:14265";

    @TempDir
    Path dir;

    private final InputStream in = System.in;
    private String out = "";
    private String err = "";

    @AfterEach
    void giveBackStandardInput() {
        System.setIn(in);
    }

    private int node(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("node"));
        all.addAll(List.of(args));
        int code = Main.commandLine("node")
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        this.out = out.toString();
        this.err = err.toString();
        return code;
    }

    private int inDirectory(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--directory");
        all.add(dir.toString());
        return node(all.toArray(String[]::new));
    }

    @Test
    void aNodeIsAddedListedChangedAndRemoved() {
        assertThat(inDirectory(
                        "add",
                        ID,
                        "--pow",
                        "--maxconn",
                        "7",
                        "--weight",
                        "2",
                        "--https",
                        "--crt",
                        "office",
                        "--agent-port",
                        "8080",
                        "--check",
                        "-i -p"))
                .isZero();
        assertThat(out).isEqualTo(ID + ": added\n");
        assertThat(inDirectory("list")).isZero();
        assertThat(out).isEqualTo("""
                NODE            ADDRESS                 STATE  WEIGHT  MAXCONN  POW   REASON
                10.0.0.5:14265  https://10.0.0.5:14265  READY  2       7        also
                """);
        assertThat(dir.resolve("10.0.0.5_14265.json"))
                .content()
                .contains("\"/opt/iri-lb/node_check.sh\"", "\"https://10.0.0.5:14265\"", "\"-i\", \"-p\"");

        assertThat(inDirectory("update", ID, "--pow-only", "--maxconnpow", "1", "--http", "--no-verify"))
                .isZero();
        assertThat(inDirectory("maint", ID)).isZero();
        assertThat(inDirectory("list", "--json")).isZero();
        assertThat(out)
                .contains(
                        "\"pow\" : \"only\"",
                        "\"maxconnpow\" : 1",
                        "\"scheme\" : \"http\"",
                        "\"verify\" : false",
                        "\"crt\" : \"office\"",
                        "\"agent-port\" : 8080",
                        "\"weight\" : 2",
                        "\"state\" : \"maint\"");

        assertThat(inDirectory("remove", ID, "--yes")).isZero();
        assertThat(inDirectory("list")).isZero();
        assertThat(out).isEqualTo("no nodes\n");
    }

    @ParameterizedTest
    @CsvSource({"y, 0", "YES, 0", "n, 1", "'', 1"})
    void removingAsksFirst(String answer, int code) {
        inDirectory("add", ID);
        System.setIn(new ByteArrayInputStream((answer + "\n").getBytes(StandardCharsets.UTF_8)));

        assertThat(inDirectory("remove", ID)).isEqualTo(code);

        assertThat(err).startsWith("remove " + ID + "? [y/N] ");
        inDirectory("list");
        assertThat(out.contains(ID)).isEqualTo(code != 0);
    }

    @Test
    void withNobodyToAnswerNothingIsRemoved() {
        inDirectory("add", ID);
        System.setIn(InputStream.nullInputStream());

        assertThat(inDirectory("remove", ID)).isEqualTo(1);
        assertThat(err).endsWith(ID + ": not removed (expected: y, or --yes)\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            ""                             ; 2 ; node: what to do is missing (expected: one of
            add                            ; 2 ; "add: Missing required parameter: 'HOST:PORT'"
            add 10.0.0.5                   ; 2 ; 10.0.0.5 (expected: HOST:PORT)
            add 10.0.0.5:0                 ; 2 ; 10.0.0.5:0 (expected: HOST:PORT)
            add a:1 --pow --pow-only       ; 2 ; mutually exclusive
            add a:1 --weight many          ; 1 ; "a:1: haproxy.weight: 'many' (expected: a whole number, 0..65535)"
            update b --weight 1            ; 1 ; b: no such node in
            drain b                        ; 1 ; b: no such node in
            import /nowhere.json           ; 1 ; /nowhere.json: cannot be read: no such file or directory
            """)
    void whatIsWrongIsOneLine(String args, int code, String message) {
        List<String> all = new ArrayList<>(args.isEmpty() ? List.of() : List.of(args.split(" ")));
        assertThat(args.isEmpty() ? node() : inDirectory(all.toArray(String[]::new)))
                .isEqualTo(code);

        assertThat(err).contains(message);
        assertThat(err.lines().filter(line -> !line.startsWith("see ")).count()).isEqualTo(1);
        assertThat(out).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            --consul http://127.0.0.1:1                        ; "http://127.0.0.1:1: connection refused (expected: an agent of Consul there; --consul names another)"
            --consul http://nobody.invalid:1                   ; "http://nobody.invalid:1: the host is not known (expected: an agent of Consul there; --consul names another)"
            --consul --token-file /nowhere                     ; /nowhere: cannot be read: no such file or directory
            --directory /dev/null                              ; "/dev/null: cannot be read: not a directory (expected: a directory of service definitions)"
            """)
    void aPlaceThatCannotBeReadIsToldOnceAndInWords(String place, String message) {
        List<String> all = new ArrayList<>(List.of("list"));
        all.addAll(List.of(place.split(" ")));

        assertThat(node(all.toArray(String[]::new))).isEqualTo(1);
        assertThat(err).isEqualTo(message + "\n");
    }

    @Test
    void withoutAWordOnWhereTheConfigurationSaysIt() throws IOException {
        Files.createDirectory(dir.resolve("nodes"));
        Path config = Files.writeString(dir.resolve("lb.yml"), "nodes: { directory: nodes }\n");

        assertThat(node("add", ID, "--config", config.toString())).isZero();
        assertThat(dir.resolve("nodes/10.0.0.5_14265.json")).exists();
    }

    @Test
    void inADirectoryANodeKeepsTheCheckOfTheBalancerUnlessToldOtherwise() {
        assertThat(inDirectory("add", "a:1")).isZero();
        assertThat(dir.resolve("a_1.json")).content().doesNotContainIgnoringCase("check");
        assertThat(inDirectory("add", "b:1", "--check-port")).isZero();
        assertThat(dir.resolve("b_1.json")).content().contains("\"TCP\" : \"b:1\"");
    }

    @Test
    void itWorksWithARealConsul() {
        try (ConsulAgent agent = ConsulAgent.start()) {
            assertThat(node("add", "127.0.0.1:1", "--weight", "3", "--consul", agent.address()))
                    .isZero();
            Await.until("Consul knows it", () -> {
                node("list", "--consul", agent.address());
                return out.contains("127.0.0.1:1") && out.contains("MAINT");
            });
            assertThat(node("remove", "127.0.0.1:1", "-y", "--consul", agent.address()))
                    .isZero();
            Await.until("it is gone", () -> {
                node("list", "--consul", agent.address());
                return out.equals("no nodes\n");
            });
        }
    }
}
