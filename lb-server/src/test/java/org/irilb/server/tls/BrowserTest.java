package org.irilb.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.PreflightConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A wallet that is a page of another origin, in a real browser. */
@Execution(ExecutionMode.CONCURRENT)
class BrowserTest {

    private static final String NODE_INFO = "{\"appName\":\"IRI\",\"duration\":1}";

    /** As IRI 1.8.6 answers, which lets pages of all origins read it. */
    private static final String ANSWER =
            Origin.ok(NODE_INFO).replace("\r\n\r\n", "\r\nAccess-Control-Allow-Origin: *\r\n\r\n");

    /** Asks for what is allowed, then for what isn't, and tells a line of each. */
    private static final String PAGE = """
            <!doctype html>
            <script>
              async function ask(command) {
                try {
                  const answer = await fetch('https://127.0.0.1:%d/', {
                    method: 'POST',
                    headers: {'X-IOTA-API-Version': '1', 'Content-Type': 'application/json'},
                    body: JSON.stringify({command})
                  });
                  return answer.status + ' ' + await answer.text();
                } catch (error) {
                  return String(error);
                }
              }
              async function tell() {
                const answers = [await ask('getNodeInfo'), await ask('getNeighbors')];
                await fetch('/', {method: 'POST', body: answers.join('\\n')});
              }
              tell();
            </script>
            """;

    private final Requests requests = new Requests();

    @TempDir
    private Path dir;

    private Rig start(Origin node) {
        Path pem = Issuer.write(Issuer.named("browser").issue("a.example"), dir, "a.pem");
        Duration patience = Duration.ofMinutes(1); // a browser takes its time on a busy machine
        Setup setup = Setup.standard()
                .withRequestTimeout(patience)
                .withKeepAlive(patience)
                .withClientTimeout(patience);
        return Rig.of(
                LoadBalancer.startLogged(
                        TlsSetup.of(pem)
                                .config(setup.with(setup.rules().with(new PreflightConfig(true, Duration.ofHours(1))))),
                        requests),
                Setup.node(node.port(), 1, 10));
    }

    @Test
    void aPageAsksAfterAPreflightAndReadsAnswersAndRefusals() throws IOException {
        Tool.require("chromium");
        try (Origin node = Origin.playing((wire, origin) -> {
                    while (true) {
                        origin.next(wire);
                        origin.done();
                        wire.send(ANSWER);
                    }
                });
                Rig rig = start(node);
                Page page = Page.serve(
                        PAGE.formatted(rig.balancer().address(Setup.LISTENER).getPort()));
                Chromium browser = Chromium.show(page.origin(), dir)) {
            Await.until("the page has told", () -> {
                browser.requireRunning();
                return page.told().isPresent();
            });

            assertThat(page.told().orElseThrow().lines())
                    .satisfiesExactly(
                            answer -> assertThat(answer).isEqualTo("200 " + NODE_INFO),
                            refusal -> assertThat(refusal).startsWith("401 {\"error\":"));
            Await.until("all is logged", () -> requests.lines.size() >= 3);
            assertThat(requests.lines)
                    .containsExactlyInAnyOrder("OPTIONS / HTTP/2.0 200", "POST / HTTP/2.0 200", "POST / HTTP/2.0 401");
            assertThat(node.requests()).singleElement().satisfies(request -> {
                assertThat(request.field("Origin")).hasValue(page.origin());
                assertThat(request.body()).isEqualTo("{\"command\":\"getNodeInfo\"}");
            });
        }
    }

    /** What is logged of each request. Any thread. */
    private static final class Requests implements AccessLog {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void add(AccessRecord record) {
            record.request().ifPresent(request -> lines.add(request.line() + " " + record.status()));
        }

        @Override
        public int bodyLimit() {
            return 0;
        }

        @Override
        public long lost() {
            return 0;
        }
    }
}
