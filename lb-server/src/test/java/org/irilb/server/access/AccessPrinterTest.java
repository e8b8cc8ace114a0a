package org.irilb.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.irilb.core.kit.Await;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Load;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.AccessRecord.RequestText;
import org.junit.jupiter.api.Test;

class AccessPrinterTest {

    private static final AccessLine STATUS = (record, out) -> out.append(record.status());

    private static AccessRecord record(int status, int body) {
        return new AccessRecord(
                0,
                new InetSocketAddress("127.0.0.1", 1),
                "front",
                "back",
                "",
                Optional.of(new RequestText("", "", new byte[body], body)),
                0,
                0,
                0,
                0,
                0,
                status,
                0,
                Ending.NORMAL,
                Phase.END,
                new Load(0, 0, 0, 0),
                0,
                false,
                0);
    }

    @Test
    void linesComeInOrderAndSoon() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessPrinter printer = new AccessPrinter(STATUS, "<6>", 10, new PrintStream(out))) {
            printer.add(record(200, 0));
            printer.add(record(503, 0));

            Await.until("both lines", () -> out.toString(StandardCharsets.UTF_8).equals("<6>200\n<6>503\n"));
        }
    }

    @Test
    void whatWasAddedIsPrintedBeforeItCloses() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessPrinter printer = new AccessPrinter(STATUS, "", 10, new PrintStream(out))) {
            for (int i = 0; i < 10_000; i++) {
                printer.add(record(200, 0));
            }
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("200\n".repeat(10_000));
    }

    /** Bodies of 1 MB, of which 16 have room. */
    @Test
    void anOutputThatStandsStillCostsNoMoreThanItsRoom() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayWrite = new CountDownLatch(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stuck = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) {
                writing.countDown();
                try {
                    mayWrite.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                out.write(b);
            }
        });
        try (AccessPrinter printer = new AccessPrinter(STATUS, "", 1 << 20, stuck)) {
            printer.add(record(200, 0));
            writing.await();
            for (int i = 0; i < 100; i++) {
                printer.add(record(201, 1_000_000));
            }
            mayWrite.countDown();
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("200\n" + "201\n".repeat(16));
    }
}
