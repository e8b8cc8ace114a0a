package org.irilb.consul.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectorySourceTest {

    private static final Duration QUIET = Duration.ofMillis(20);
    /** Nothing but the system's own word makes this one look again. */
    private static final DirectorySource.ScanPace EVENTS_ONLY =
            new DirectorySource.ScanPace(Duration.ofHours(1), QUIET);

    private static final DirectorySource.ScanPace RESCAN = new DirectorySource.ScanPace(Duration.ofMillis(50), QUIET);

    @TempDir
    private Path directory;

    private final List<List<NodeConfig>> published = new CopyOnWriteArrayList<>();
    private final List<DirectorySource> open = new ArrayList<>();

    @Test
    void theNodesAreThereWhenItHasStarted() throws IOException {
        write("a.json", "a", "");

        DirectorySource source = start(EVENTS_ONLY);
        assertThat(ids()).containsExactly("a");
        assertThat(source.status().lastRead()).isPresent();
        assertThat(source.status().problem()).isEmpty();
    }

    @Test
    void filesThatComeChangeAndGoAreFollowed() throws IOException {
        start(EVENTS_ONLY);
        write("a.json", "a", "");
        Await.until("a node comes", () -> ids().equals(List.of("a")));
        write("a.json", "a", "\"haproxy.weight=7\"");
        Await.until("its weight changes", () -> last().get(0).weight() == 7);
        Files.delete(directory.resolve("a.json"));
        Await.until("it leaves", () -> ids().isEmpty());
    }

    @Test
    void aFileRenamedIntoPlaceIsFollowedAndTheNodeNeverLeaves() throws IOException {
        write("a.json", "a", "");
        start(EVENTS_ONLY);
        write(".a.json.tmp", "a", "\"haproxy.weight=7\"");
        Files.move(directory.resolve(".a.json.tmp"), directory.resolve("a.json"), StandardCopyOption.ATOMIC_MOVE);
        Await.until("its weight changes", () -> last().get(0).weight() == 7);
        assertThat(published).allSatisfy(nodes -> assertThat(nodes).hasSize(1));
    }

    @Test
    void aBadFileIsShownAndItsNodeStays() throws IOException {
        write("a.json", "a", "\"haproxy.weight=7\"");
        DirectorySource source = start(EVENTS_ONLY);
        Files.writeString(directory.resolve("a.json"), "{");
        Await.until("the file is named", () -> source.status().files().containsKey("a.json"));
        assertThat(last()).extracting(NodeConfig::weight).containsExactly(7);
        write("a.json", "a", "\"haproxy.weight=8\"");
        Await.until("it is mended", () -> last().get(0).weight() == 8);
        Await.until("nothing is wrong", () -> source.status().files().isEmpty());
    }

    @Test
    void aFileThatIsBadFromTheStartIsShownWithoutAnythingHappening() throws IOException {
        Files.writeString(directory.resolve("a.json"), "{");

        DirectorySource source = start(EVENTS_ONLY);
        Await.until("the file is named", () -> source.status().files().containsKey("a.json"));
    }

    @Test
    void aBadTagKeepsTheNodesLastGoodConfiguration() throws IOException {
        write("a.json", "a", "\"haproxy.weight=7\"");
        start(EVENTS_ONLY);
        write("a.json", "a", "\"haproxy.weight=seven\"");
        Await.until("the reason is there", () -> last().get(0).reason().contains("'seven'"));
        assertThat(last().get(0).weight()).isEqualTo(7);
        assertThat(last().get(0).state()).isEqualTo(ServiceState.READY);
    }

    @Test
    void aDirectoryThatComesLaterIsFoundWithoutAnyEvent() throws IOException {
        Path later = directory.resolve("services");
        DirectorySource source = start(later, RESCAN, published::add);
        assertThat(source.status().problem()).contains("cannot be read: no such file or directory");
        assertThat(published).isEmpty();
        Path prepared = Files.createDirectory(directory.resolve("prepared"));
        Files.writeString(prepared.resolve("a.json"), DefinitionFilesTest.definition("a"));
        Files.move(prepared, later);
        Await.until("the node comes", () -> !published.isEmpty() && ids().equals(List.of("a")));
        Await.until("all is well", () -> source.status().problem().isEmpty());
    }

    @Test
    void aDirectoryThatIsTakenAwayChangesNothing() throws IOException {
        Path services = Files.createDirectory(directory.resolve("services"));
        Files.writeString(services.resolve("a.json"), DefinitionFilesTest.definition("a"));
        DirectorySource source = start(services, RESCAN, published::add);
        Files.move(services, directory.resolve("old"));
        Await.until("it is missed", () -> source.status().problem().isPresent());
        assertThat(ids()).containsExactly("a");
    }

    @Test
    void aDirectoryInTheOldOnesPlaceIsWatchedInstead() throws IOException {
        Path services = Files.createDirectory(directory.resolve("services"));
        Path next = Files.createDirectory(directory.resolve("next"));
        DirectoryWatch watch = new DirectoryWatch(services);
        Files.move(services, directory.resolve("old"));
        Files.move(next, services);

        watch.follow();
        Thread awaiting = new Thread(() -> {
            try {
                watch.await(Duration.ofHours(1), QUIET);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        awaiting.start();
        Files.writeString(services.resolve("a.json"), "{}");

        Await.until("the event is seen", () -> !awaiting.isAlive());
        watch.close();
    }

    @Test
    void whatHasNotChangedIsNotPublishedAgain() throws IOException {
        write("a.json", "a", "");
        DirectorySource source = start(RESCAN);
        var first = source.status().lastRead().orElseThrow();
        Await.until(
                "it has looked again",
                () -> source.status().lastRead().orElseThrow().isAfter(first));
        assertThat(published).hasSize(1);
    }

    @Test
    void whoeverTakesTheNodesMayFailWithoutStoppingIt() throws IOException {
        write("a.json", "a", "");
        List<Integer> calls = new CopyOnWriteArrayList<>();
        DirectorySource source = start(directory, RESCAN, nodes -> {
            calls.add(nodes.size());
            if (calls.size() == 1) {
                throw new IllegalStateException("not ready");
            }
        });
        Await.until("the nodes are offered again", () -> calls.size() == 2);
        Await.until("all is well", () -> source.status().problem().isEmpty());
    }

    @AfterEach
    void close() {
        open.forEach(DirectorySource::close);
    }

    private DirectorySource start(DirectorySource.ScanPace pace) {
        return start(directory, pace, published::add);
    }

    private DirectorySource start(Path directory, DirectorySource.ScanPace pace, Consumer<List<NodeConfig>> publish) {
        DirectorySource source = DirectorySource.start(directory, pace, publish);
        open.add(source);
        return source;
    }

    private List<NodeConfig> last() {
        return published.get(published.size() - 1);
    }

    private List<String> ids() {
        return last().stream().map(NodeConfig::id).toList();
    }

    private void write(String file, String id, String tag) throws IOException {
        Files.writeString(
                directory.resolve(file), DefinitionFilesTest.definition(id).replace("}", ", \"tags\": [" + tag + "]}"));
    }
}
