package org.irilb.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real wallet libraries send a transfer through the balancer. Skipped, with a line, without Node.js and npm. */
@Execution(ExecutionMode.CONCURRENT)
final class WalletTest {

    private static final Path SOURCES = Path.of("src", "test", "wallets");
    private static final Path INSTALLED = Path.of("target", "wallets");
    private static final int INSTALL_SECONDS = 180;
    private static final int SCRIPT_SECONDS = 120;

    private record Result(int code, String output) {}

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Path lock = INSTALLED.resolve("package-lock.json");
        Path modules = INSTALLED.resolve("node_modules");
        boolean installed = Files.exists(modules.resolve(".package-lock.json"))
                && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) == -1;
        Files.createDirectories(INSTALLED);
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (installed) {
            return;
        }
        try {
            Result result = run(INSTALL_SECONDS, "npm", "ci");
            if (result.code() != 0) {
                skip("npm ci failed: " + result.output().strip());
            }
        } catch (IOException e) {
            skip(e.getMessage());
        }
    }

    private static void skip(String why) {
        System.out.println("wallets not tried: " + why);
        Assumptions.abort(why);
    }

    @ParameterizedTest
    @CsvSource({"core.js, sendTrytes", "lib.js, sendTransfer"})
    void aWalletSendsATransferAndFindsItAgain(String script, String sending) throws Exception {
        StringWriter printed = new StringWriter();
        try (Demo demo = Demo.start(0, 0, new PrintWriter(printed))) {
            String url = "http://127.0.0.1:" + demo.address().getPort();
            Result result = run(SCRIPT_SECONDS, "node", script, url);
            assertThat(result.code()).as(result.output()).isZero();
            assertThat(result.output().lines())
                    .contains(
                            "getNodeInfo: ok",
                            "getBalances: ok",
                            sending + ": ok",
                            "findTransactionObjects: ok",
                            "getBundle: ok",
                            "getNeighbors: ok");
            assertThat(demo.pow().received("attachToTangle")).isEqualTo(1);
            for (SimulatedNode node : List.of(demo.pow(), demo.https(), demo.plain())) {
                assertThat(node.received("getNeighbors")).isZero();
            }
        }
    }

    private static Result run(int seconds, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(INSTALLED, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                return new Result(-1, "not done after " + seconds + " s: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
