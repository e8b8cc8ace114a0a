package org.irilb.consul;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.roster.LossRule;
import org.irilb.consul.watch.WatchPace;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With a Consul that fails in ways that a real one won't on demand. */
@Execution(ExecutionMode.CONCURRENT)
final class ConsulFaultsTest {

    private static final WatchPace PACE = new WatchPace(
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofMillis(20),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMillis(500));

    /** Loses patience after three seconds. */
    private static final WatchPace IMPATIENT = new WatchPace(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            PACE.gap(),
            PACE.firstRetry(),
            PACE.longestRetry(),
            PACE.passingRetry(),
            PACE.settle(),
            PACE.pulse(),
            PACE.audit(),
            PACE.firstAnswer());

    private static final String PATH = "/v1/health/service/iri";
    private static final String STORY = "consul";
    private static final String FAULT = "fault";
    private static final String WELL = "well";
    private static final String ENTRY = """
            {"Node": {"Node": "agent-one", "Address": "10.0.0.9"},
             "Service": {"ID": "%s", "Service": "iri", "Tags": ["haproxy.maxconn=7"], "Address": "10.0.0.1",
                         "Port": 14265}, "Checks": []}
            """;

    private final List<List<NodeConfig>> published = new CopyOnWriteArrayList<>();
    private Optional<WireMockServer> server = Optional.empty();
    private Optional<ConsulSource> source = Optional.empty();

    @AfterEach
    void end() {
        source.ifPresent(ConsulSource::close);
        server.ifPresent(WireMockServer::stop);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("500", aResponse().withStatus(500).withBody("No cluster leader")),
                Arguments.of("403", aResponse().withStatus(403).withBody("Permission denied")),
                Arguments.of("404", aResponse().withStatus(404)),
                Arguments.of("429", aResponse().withStatus(429)),
                Arguments.of("a redirect", aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
                Arguments.of("204", indexed(8).withStatus(204)),
                Arguments.of("no body", indexed(8)),
                Arguments.of("not JSON", indexed(8).withBody("<html>maintenance</html>")),
                Arguments.of("half a body", indexed(8).withBody("[" + ENTRY.substring(0, 60))),
                Arguments.of("null", indexed(8).withBody("null")),
                Arguments.of("an object", indexed(8).withBody("{}")),
                Arguments.of("a list of something else", indexed(8).withBody("[1]")),
                Arguments.of("a list of null", indexed(8).withBody("[null]")),
                Arguments.of("an entry without a service", indexed(8).withBody("[{\"Node\": {}, \"Checks\": []}]")),
                Arguments.of("no index", okJson("[]")),
                Arguments.of("an index that is none", okJson("[]").withHeader("X-Consul-Index", "x")),
                Arguments.of("garbage", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Arguments.of("a broken chunk", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Arguments.of("a closed connection", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Arguments.of("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("silence", indexed(8).withBody("[]").withFixedDelay(6000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFailedReadChangesNothingAndIsTriedAgain(String name, ResponseDefinitionBuilder fault) {
        WireMockServer consul = consul();
        consul.stubFor(story(Scenario.STARTED, FAULT, entries(7, "a")));
        consul.stubFor(story(FAULT, FAULT, fault));
        consul.stubFor(story(WELL, WELL, entries(9, "a", "b")));
        consul.stubFor(get(urlPathEqualTo("/elsewhere")).willReturn(entries(8)));

        ConsulSource reading = start(settings(consul), name.equals("silence") ? IMPATIENT : PACE);
        Await.until("it fails more than once", () -> reading.status().get(0).failures() >= 2);

        assertThat(published).hasSize(1);
        assertThat(ids()).containsExactly("a");
        assertThat(reading.status().get(0).index()).isEqualTo(7);
        assertThat(reading.status().get(0).problem()).isPresent();

        consul.setScenarioState(STORY, WELL);
        Await.until("it reads again", () -> ids().equals(List.of("a", "b")));
        Await.until("all is well", () -> !reading.status().get(0).stale());
        assertThat(reading.status().get(0).index()).isEqualTo(9);
    }

    @Test
    void anIndexThatRecedesIsAskedAnewFromTheBeginning() {
        WireMockServer consul = consul();
        consul.stubFor(story(Scenario.STARTED, "receded", entries(100, "a")));
        consul.stubFor(story("receded", "anew", entries(5, "a", "b")));
        consul.stubFor(story("anew", "anew", entries(5, "a", "b").withFixedDelay(500)));

        start(settings(consul), PACE);
        Await.until("four questions", () -> indexes(consul).size() >= 4);

        assertThat(indexes(consul).subList(0, 4)).containsExactly("", "100", "", "5");
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void anEmptyListIsBelievedOnceMostServersConfirmIt() {
        WireMockServer consul = consul();
        consul.stubFor(story(Scenario.STARTED, WELL, entries(7, "a")));
        consul.stubFor(story(WELL, WELL, entries(8)));

        start(settings(consul), PACE);

        Await.until("it is empty", () -> !published.isEmpty() && ids().isEmpty());
        consul.verify(1, getRequestedFor(urlPathEqualTo(PATH)).withQueryParam("consistent", equalTo("")));
        assertThat(published).hasSize(3);
        assertThat(published.get(1).get(0).reason()).startsWith("loss not believed yet");
    }

    @Test
    void halfAListIsNotBelievedIfMostServersKnowTheWholeOne() {
        WireMockServer consul = consul();
        consul.stubFor(story(Scenario.STARTED, "half", entries(7, "a", "b", "c", "d")));
        consul.stubFor(story("half", "whole", entries(8, "a", "b")));
        consul.stubFor(story("whole", WELL, entries(8, "a", "b", "c", "d")));
        consul.stubFor(story(WELL, WELL, entries(8, "a", "b", "c", "d").withFixedDelay(500)));

        ConsulSource reading = start(settings(consul), PACE);

        Await.until("it is whole again", () -> published.size() == 3);
        assertThat(published).allSatisfy(nodes -> assertThat(nodes).hasSize(4));
        assertThat(published.get(1))
                .extracting(NodeConfig::reason)
                .filteredOn(String::isEmpty)
                .hasSize(2);
        assertThat(published.get(2)).extracting(NodeConfig::reason).containsOnly("");
        Await.until("nothing is held", () -> reading.status().get(0).held().isEmpty());
    }

    @Test
    void aConsulThatBeganAnewEmptyIsNotBelievedForAWhile() {
        WireMockServer consul = consul();
        consul.stubFor(story(Scenario.STARTED, "anew", entries(100, "a", "b")));
        consul.stubFor(story("anew", "anew", entries(1)));
        consul.stubFor(story(WELL, WELL, entries(9, "a", "b", "c")));

        ConsulSource reading = start(settings(consul), PACE);

        Await.until("it is doubted many times", () -> indexes(consul).size() > 10);
        assertThat(published).hasSize(2).allSatisfy(nodes -> assertThat(nodes).hasSize(2));
        assertThat(reading.status().get(0).held()).containsExactly("a", "b");
        consul.setScenarioState(STORY, WELL);
        Await.until("all are there", () -> ids().equals(List.of("a", "b", "c")));
        assertThat(published).hasSize(3);
    }

    @Test
    void aConsulThatBeganAnewEmptyIsBelievedInTheEnd() {
        WireMockServer consul = consul();
        consul.stubFor(story(Scenario.STARTED, "anew", entries(100, "a", "b")));
        consul.stubFor(story("anew", "anew", entries(1)));

        start(settings(consul).withLosses(new LossRule(50, 2, Duration.ofMillis(200))), PACE);

        Await.until("it is empty", () -> !published.isEmpty() && ids().isEmpty());
    }

    @Test
    void anEmptyListForATokenThatMaySeeNothingIsAFailedRead() {
        WireMockServer consul = consul();
        consul.stubFor(story(Scenario.STARTED, "blind", entries(7, "a", "b")));
        consul.stubFor(story("blind", "blind", entries(8).withHeader("X-Consul-Results-Filtered-By-ACLs", "true")));

        ConsulSource reading = start(settings(consul), PACE);

        Await.until("it fails", () -> reading.status().get(0).failures() > 1);
        assertThat(reading.status().get(0).kind()).contains(ReadFailure.Kind.FORBIDDEN);
        assertThat(published).hasSize(1);
    }

    @Test
    void theSameAnswerAgainIsNotPublishedAgain() {
        WireMockServer consul = consul();
        consul.stubFor(get(urlPathEqualTo(PATH)).willReturn(entries(7, "a")));

        start(settings(consul), PACE);

        Await.until("five questions", () -> indexes(consul).size() >= 5);
        assertThat(published).hasSize(1);
    }

    @Test
    void oneQueryAsksForAllInstancesWithTokenAndDatacenter() {
        WireMockServer consul = consul();
        consul.stubFor(get(urlPathEqualTo(PATH)).willReturn(entries(7, "a")));

        start(settings(consul, Optional.of("s3cret"), Optional.of("west")), PACE);

        Await.until("an answer", () -> !published.isEmpty());
        Await.until("another question", () -> indexes(consul).size() > 1);
        consul.verify(getRequestedFor(urlPathEqualTo(PATH))
                .withQueryParam("index", equalTo("7"))
                .withQueryParam("wait", matching("[789]..ms|1000ms"))
                .withQueryParam("stale", equalTo(""))
                .withQueryParam("dc", equalTo("west"))
                .withHeader("X-Consul-Token", equalTo("s3cret")));
        assertThat(consul.getAllServeEvents())
                .allSatisfy(event ->
                        assertThat(event.getRequest().getUrl()).startsWith(PATH).doesNotContain("passing"));
    }

    @Test
    void anAgentThatHasHadNoServerForTooLongIsNotBelievedFromWhatItKeeps() {
        WireMockServer consul = consul();
        consul.stubFor(get(urlPathEqualTo(PATH))
                .withQueryParam("cached", equalTo(""))
                .willReturn(entries(7, "a").withHeader("X-Cache", "HIT").withHeader("Age", "11")));
        consul.stubFor(
                get(urlPathEqualTo(PATH)).withQueryParam("cached", absent()).willReturn(entries(8, "a", "b")));

        ConsulSource reading = start(settings(consul).withCache(), PACE);

        Await.until("the leader has answered", () -> reading.status().get(0).index() == 8);
        assertThat(published).hasSize(1);
        assertThat(published.get(0)).hasSize(2);
        consul.verify(0, getRequestedFor(urlPathEqualTo(PATH)).withQueryParam("stale", equalTo("")));
    }

    private WireMockServer consul() {
        return start(new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort()));
    }

    private WireMockServer start(WireMockServer consul) {
        consul.start();
        server = Optional.of(consul);
        return consul;
    }

    private static MappingBuilder story(String state, String next, ResponseDefinitionBuilder answer) {
        return get(urlPathEqualTo(PATH))
                .inScenario(STORY)
                .whenScenarioStateIs(state)
                .willSetStateTo(next)
                .willReturn(answer);
    }

    private static ResponseDefinitionBuilder entries(long index, String... ids) {
        return indexed(index).withBody(Stream.of(ids).map(ENTRY::formatted).collect(Collectors.joining(",", "[", "]")));
    }

    private static ResponseDefinitionBuilder indexed(long index) {
        return aResponse()
                .withHeader("Content-Type", "application/json")
                .withHeader("X-Consul-Index", String.valueOf(index));
    }

    private static ConsulSettings settings(WireMockServer consul) {
        return settings(consul, Optional.empty(), Optional.empty());
    }

    private static ConsulSettings settings(WireMockServer consul, Optional<String> token, Optional<String> datacenter) {
        ConsulSettings settings = ConsulSettings.of(
                new ConsulAccess(
                        List.of(ConsulAddress.parse("127.0.0.1:" + consul.port())),
                        token.<ConsulToken>map(ConsulToken.Literal::new).orElse(new ConsulToken.None()),
                        ConsulTls.STANDARD),
                "iri");
        return datacenter.map(name -> settings.withDatacenters(name)).orElse(settings);
    }

    private ConsulSource start(ConsulSettings settings, WatchPace pace) {
        ConsulSource started = ConsulSource.start(settings, pace, published::add);
        source = Optional.of(started);
        return started;
    }

    private static List<String> indexes(WireMockServer consul) {
        // newest first
        List<String> newest = consul.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .filter(request -> request.getUrl().startsWith(PATH))
                .map(request -> request.queryParameter("index"))
                .map(index -> index.isPresent() ? index.firstValue() : "")
                .toList();
        List<String> oldest = new ArrayList<>(newest);
        Collections.reverse(oldest);
        return oldest;
    }

    private List<String> ids() {
        return published.get(published.size() - 1).stream().map(NodeConfig::id).toList();
    }
}
