package org.irilb.consul;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.instance.Instances;
import org.irilb.consul.instance.NodeMapping;
import org.irilb.consul.roster.NodesSnapshot;
import org.irilb.consul.snapshot.Origin;
import org.irilb.consul.snapshot.SnapshotFile;
import org.irilb.consul.watch.WatchPace;
import org.irilb.consul.watch.WatchPaces;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.DeadPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is known beyond one agent's answer: snapshots, other agents, other tokens, and looks behind the watch. */
@Execution(ExecutionMode.CONCURRENT)
final class ConsulOutageTest {

    /** Nothing but what a test is about happens by itself. */
    private static final WatchPace PACE = new WatchPace(
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofMillis(20),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10));

    private static final WatchPace PULSING = WatchPaces.pulsing(PACE, Duration.ofMillis(50));

    private static final String PATH = "/v1/health/service/iri";
    private static final String LEADER = "/v1/status/leader";
    private static final int FOR_EVER = 60_000;

    @TempDir
    private Path dir;

    private final List<List<NodeConfig>> published = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void aStartWithoutConsulServesWhatAnEarlierRunLeft() {
        WireMockServer consul = consul();
        consul.stubFor(answering("", entries(7, "a", "b")));
        consul.stubFor(answering("7", entries(7, "a", "b").withFixedDelay(FOR_EVER)));
        ConsulSource earlier = start(settings(consul).withSnapshot(snapshot()), PACE);
        Await.until("what it reads is kept", () -> Files.exists(snapshot()));
        earlier.close();
        published.clear();

        ConsulSource later = start(settings(dead()).withSnapshot(snapshot()), PACE);

        Await.until("it works with the snapshot", () -> !published.isEmpty());
        assertThat(ids()).containsExactly("a", "b");
        Await.until("it says so", () -> later.status().get(0).origin() == Origin.SNAPSHOT);
        assertThat(later.status().get(0).stale()).isTrue();
        assertThat(later.status().get(0).lastContact()).isEmpty();
        assertThat(later.status().get(0).nodes()).isEqualTo(2);
    }

    @Test
    void aConsulThatComesLaterIsHeededWithItsLossesDoubted() throws IOException {
        SnapshotFile<NodesSnapshot.Content> file = file();
        file.write(new NodesSnapshot.Content("iri", "", "then", List.of(node("a"), node("b"))));
        WireMockServer consul = consul();
        consul.stubFor(answering("", aResponse().withStatus(500)));

        ConsulSource source = start(settings(consul).withSnapshot(snapshot()), PACE);
        Await.until("it works with the snapshot", () -> !published.isEmpty());
        consul.resetMappings();
        consul.stubFor(answering("", entries(7, "c")));

        Await.until("Consul is heeded", () -> ids().equals(List.of("a", "b", "c")));
        Await.until("it is known", () -> source.status().get(0).origin() == Origin.CONSUL);
        assertThat(source.status().get(0).held()).containsExactly("a", "b");
        source.close(); // whatever is to be saved is saved then
        assertThat(file.read().saved()).as("doubts aren't saved").isEqualTo("then");
    }

    @Test
    void aConsulThatHangsAtTheStartIsNotWaitedFor() throws IOException {
        file().write(new NodesSnapshot.Content("iri", "", "then", List.of(node("a"))));
        WireMockServer consul = consul();
        consul.stubFor(answering("", entries(7, "a").withFixedDelay(FOR_EVER)));
        WatchPace hasty = WatchPaces.waiting(PACE, Duration.ofMillis(100));

        ConsulSource source = start(settings(consul).withSnapshot(snapshot()), hasty);

        Await.until("it works with the snapshot", () -> !published.isEmpty());
        assertThat(source.status().get(0).failures()).isZero();
    }

    @Test
    void aSnapshotOfSomethingElseOrDamagedIsIgnored() throws IOException {
        file().write(new NodesSnapshot.Content("hornet", "", "then", List.of(node("a"))));
        ConsulSource other = start(settings(dead()).withSnapshot(snapshot()), PACE);
        Await.until("it fails", () -> other.status().get(0).failures() > 2);

        Files.writeString(snapshot(), "garbage");
        ConsulSource damaged = start(settings(dead()).withSnapshot(snapshot()), PACE);
        Await.until("it fails", () -> damaged.status().get(0).failures() > 2);

        assertThat(published).isEmpty();
        assertThat(damaged.status().get(0).origin()).isEqualTo(Origin.NOWHERE);
    }

    @Test
    void aSnapshotThatCannotBeWrittenHoldsUpNothing() {
        WireMockServer consul = consul();
        consul.stubFor(answering("", entries(7, "a")));
        consul.stubFor(answering("7", entries(8, "a", "b")));
        consul.stubFor(answering("8", entries(8, "a", "b").withFixedDelay(FOR_EVER)));

        start(settings(consul).withSnapshot(dir.resolve("no/such/directory/nodes")), PACE);

        Await.until("it goes on", () -> published.size() == 2);
    }

    @Test
    void theNextAgentIsAskedWhenOneFails() {
        WireMockServer broken = consul();
        WireMockServer good = consul();
        broken.stubFor(answering("", aResponse().withStatus(500)));
        good.stubFor(answering("", entries(7, "a")));
        good.stubFor(answering("7", entries(7, "a").withFixedDelay(FOR_EVER)));

        ConsulSource source = start(to(new ConsulToken.None(), dead(), address(broken), address(good)), PACE);

        Await.until("it reads", () -> !published.isEmpty());
        assertThat(source.status().get(0).agent()).isEqualTo("http://127.0.0.1:" + good.port());
        assertThat(broken.getAllServeEvents()).hasSize(1);
    }

    @Test
    void anAgentThatHangsIsLeftForTheNext() {
        WireMockServer hanging = consul();
        WireMockServer good = consul();
        hanging.stubFor(answering("", entries(7, "a")));
        hanging.stubFor(answering("7", entries(7, "a").withFixedDelay(FOR_EVER)));
        hanging.stubFor(get(urlPathEqualTo(LEADER)).willReturn(aResponse().withFixedDelay(FOR_EVER)));
        good.stubFor(answering("", entries(8, "a", "b")));
        good.stubFor(answering("8", entries(8, "a", "b").withFixedDelay(FOR_EVER)));

        start(to(new ConsulToken.None(), address(hanging), address(good)), PULSING);

        Await.until("the other one is asked", () -> !published.isEmpty() && ids().equals(List.of("a", "b")));
    }

    @Test
    void anAgentThatShowsSignsOfLifeIsWaitedFor() {
        WireMockServer consul = consul();
        consul.stubFor(answering("", entries(7, "a")));
        consul.stubFor(answering("7", entries(7, "a").withFixedDelay(FOR_EVER)));
        // without such a page; it answers all the same

        ConsulSource source = start(settings(consul), PULSING);

        Await.until(
                "it was asked often",
                () -> consul.findAll(getRequestedFor(urlPathEqualTo(LEADER))).size() > 5);
        assertThat(source.status().get(0).failures()).isZero();
        consul.verify(2, getRequestedFor(urlPathEqualTo(PATH)));
    }

    @Test
    void aTokenThatIsReplacedInItsFileIsUsedAtOnce() throws IOException {
        Path token = Files.writeString(dir.resolve("token"), "first\n");
        WireMockServer consul = consul();
        consul.stubFor(get(urlPathEqualTo(PATH)).willReturn(entries(7, "a").withFixedDelay(FOR_EVER)));
        consul.stubFor(get(urlPathEqualTo(PATH))
                .withHeader("X-Consul-Token", equalTo("second"))
                .willReturn(entries(8, "b")));

        start(to(new ConsulToken.InFile(token), address(consul)), PACE);
        Await.until("a question", () -> indexless(consul) == 1);
        Files.writeString(token, "a token that is none");
        Files.writeString(token, "second");

        Await.until("it is answered", () -> !published.isEmpty());
        assertThat(ids()).containsExactly("b");
    }

    @Test
    void aChangeThatTheWatchMissedIsNoticedAndMended() {
        WireMockServer consul = consul();
        consul.stubFor(answering("", entries(7, "a")));
        consul.stubFor(answering("7", entries(7, "a").withFixedDelay(FOR_EVER)));
        ConsulSource source = start(settings(consul), WatchPaces.auditing(PACE, Duration.ofMillis(100)));
        Await.until("it is asked what it knows", () -> indexless(consul) > 4);
        assertThat(source.status().get(0).drifts()).isZero();

        consul.stubFor(answering("", entries(7, "a", "b")));

        Await.until("it is noticed", () -> source.status().get(0).drifts() > 0);
        Await.until("it is mended", () -> ids().equals(List.of("a", "b")));
    }

    private static int indexless(WireMockServer consul) {
        return (int) consul.findAll(getRequestedFor(urlPathEqualTo(PATH))).stream()
                .filter(request -> !request.queryParameter("index").isPresent())
                .count();
    }

    private SnapshotFile<NodesSnapshot.Content> file() {
        return new SnapshotFile<>(snapshot(), NodesSnapshot.Content.class);
    }

    private Path snapshot() {
        return dir.resolve("nodes.snapshot");
    }

    private static NodeConfig node(String id) {
        return NodeMapping.map(id, Instances.at("agent", id, "10.0.0.1", 1), Optional.empty())
                .node()
                .orElseThrow();
    }

    private WireMockServer consul() {
        WireMockServer consul =
                new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
        consul.start();
        open.add(consul::stop);
        return consul;
    }

    private static MappingBuilder answering(String index, ResponseDefinitionBuilder answer) {
        MappingBuilder mapping = get(urlPathEqualTo(PATH)).willReturn(answer);
        return index.isEmpty() ? mapping.atPriority(9) : mapping.withQueryParam("index", equalTo(index));
    }

    private static ResponseDefinitionBuilder entries(long index, String... ids) {
        return aResponse()
                .withHeader("X-Consul-Index", String.valueOf(index))
                .withBody(Stream.of(ids).map("""
                                {"Node": {"Node": "agent-one"},
                                 "Service": {"ID": "%s", "Address": "10.0.0.1", "Port": 14265}, "Checks": []}
                                """::formatted).collect(Collectors.joining(",", "[", "]")));
    }

    private ConsulAddress dead() {
        DeadPort port = new DeadPort();
        open.add(port);
        return new ConsulAddress(false, "127.0.0.1", port.port());
    }

    private static ConsulAddress address(WireMockServer consul) {
        return new ConsulAddress(false, "127.0.0.1", consul.port());
    }

    private static ConsulSettings settings(WireMockServer consul) {
        return settings(address(consul));
    }

    private static ConsulSettings settings(ConsulAddress address) {
        return to(new ConsulToken.None(), address);
    }

    private static ConsulSettings to(ConsulToken token, ConsulAddress... agents) {
        return ConsulSettings.of(new ConsulAccess(List.of(agents), token, ConsulTls.STANDARD), "iri");
    }

    private ConsulSource start(ConsulSettings settings, WatchPace pace) {
        ConsulSource source = ConsulSource.start(settings, pace, published::add);
        open.add(0, source);
        return source;
    }

    private List<String> ids() {
        return published.get(published.size() - 1).stream().map(NodeConfig::id).toList();
    }
}
