package org.irilb.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.time.Duration;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The wallet Trinity gives up after 35 s, then after 70, then after 105, and sends the same again each time. */
@Execution(ExecutionMode.CONCURRENT)
final class ImpatientWalletTest {

    /** A hundredth of the real ones. */
    private static final Duration FIRST = Duration.ofMillis(350);

    private static final Duration SECOND = Duration.ofMillis(700);
    /** Much longer than both, so that a machine that stands still for seconds makes no difference. */
    private static final Duration WORK = Duration.ofSeconds(8);

    @Test
    void startsOneJobHoweverOftenItSendsTheSame() throws Exception {
        try (Demo demo = Demo.start(0, 0, new PrintWriter(new StringWriter()))) {
            demo.pow().change(traits -> traits.withPowTime(WORK));
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + demo.address().getPort()))
                    .header("X-IOTA-API-Version", "1")
                    .POST(BodyPublishers.ofFile(demo.files().attach()));
            HttpClient wallet =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

            assertGivesUp(wallet, request.timeout(FIRST));
            assertGivesUp(wallet, request.timeout(SECOND));
            HttpResponse<String> answer =
                    wallet.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(trytes(answer.body()))
                    .hasSameSizeAs(trytes(Files.readString(demo.files().attach())));
            assertThat(demo.pow().received("attachToTangle")).isEqualTo(1);
            assertThat(demo.pow().received("interruptAttachingToTangle")).isZero();
        }
    }

    /** After the grace that is shipped. */
    @Test
    void leavesTheNodeNoWorkWhenItGivesUpForGood() throws Exception {
        try (Demo demo = Demo.start(0, 0, new PrintWriter(new StringWriter()));
                Wire wallet = Wire.connect(demo.address())) {
            demo.pow().change(traits -> traits.withPowTime(Duration.ofMinutes(5)));
            wallet.post(Files.readString(demo.files().attach()));
            Await.until("the node works", () -> demo.pow().attaching() == 1);

            wallet.hangUp();

            Await.until("the node is free", () -> demo.pow().attaching() == 0);
            assertThat(demo.pow().received("interruptAttachingToTangle")).isEqualTo(1);
        }
    }

    private static void assertGivesUp(HttpClient wallet, HttpRequest.Builder request) {
        assertThatThrownBy(() -> wallet.send(request.build(), BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    private static Iterable<?> trytes(String json) {
        return JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("trytes");
    }
}
