package org.irilb.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.origin;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom, over all modules. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundariesTest {

    private static final String CORE = "org.irilb.core";
    private static final String CONSUL = "org.irilb.consul..";
    private static final String HEALTH = "org.irilb.health..";
    private static final String SERVER = "org.irilb.server..";
    private static final String ADMIN = "org.irilb.server.admin";

    /** Rooms of a module, bottom to top, its root the last; each sees only those before it. */
    private static List<String> layers(String root, String... rooms) {
        return Stream.concat(Stream.of(rooms).map(room -> root + "." + room + ".."), Stream.of(root))
                .toList();
    }

    private static Stream<List<String>> layers() {
        return Stream.of(
                layers(
                        CORE,
                        "config",
                        "metrics",
                        "tls",
                        "http",
                        "command",
                        "pool",
                        "guard",
                        "route",
                        "snapshot",
                        "proxy"),
                layers(CORE + ".proxy", "loop", "io", "listener", "node", "request", "exchange", "http2"),
                layers(
                        "org.irilb.consul",
                        "text",
                        "snapshot",
                        "instance",
                        "definition",
                        "directory",
                        "api",
                        "watch",
                        "roster",
                        "registry",
                        "kv",
                        "registration"),
                layers(ADMIN, "client", "command", "socket", "stat", "process", "guard", "node", "backend", "traffic"));
    }

    /** Rooms of commands, whose one door is the list of them. */
    private static final String[] COMMANDS = {
        ADMIN + ".process..", ADMIN + ".guard..", ADMIN + ".node..", ADMIN + ".backend..", ADMIN + ".traffic.."
    };

    /** Rooms that loops work in. */
    private static final String[] HOT = {CORE + ".http..", CORE + ".pool..", CORE + ".route..", CORE + ".proxy.."};

    /** The class' only instance holds them, so that they go with it. */
    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.irilb");

    @Test
    void everyModuleIsLookedAt() {
        assertThat(all)
                .extracting(type -> type.getPackageName())
                .contains(CORE, "org.irilb.consul.api", "org.irilb.health.check", "org.irilb.server");
        assertThat(all).extracting(type -> type.getSimpleName()).doesNotContain("Await", "BoundariesTest");
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("org.irilb.(**)").should().beFreeOfCycles().check(all);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layersLookDownOnly(List<String> layers) {
        for (int i = 0; i < layers.size(); i++) {
            String[] above = layers.subList(i + 1, layers.size()).toArray(String[]::new);
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(layers.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .check(all);
            }
        }
        noClasses()
                .that()
                .resideInAPackage(layers.get(layers.size() - 1) + "..")
                .should()
                .resideOutsideOfPackages(layers.toArray(String[]::new))
                .because("a new room must find its place among the layers")
                .check(all);
    }

    @Test
    void commandsAreReachedByTheListOfTheirRoom() {
        classes()
                .that()
                .resideInAnyPackage(COMMANDS)
                .and()
                .implement(ADMIN + ".command.AdminCommand")
                .should()
                .notBePublic()
                .check(all);
        noClasses()
                .that()
                .resideInAPackage(ADMIN + ".socket..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE + "..", CONSUL, HEALTH, ADMIN + ".stat..")
                .because("sessions know how commands are asked for, not what they are about")
                .check(all);
    }

    @Test
    void theProxysRoomsAreItsOwn() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".proxy..")
                .should()
                .dependOnClassesThat(resideInAPackage(CORE + ".proxy..").and(not(resideInAPackage(CORE + ".proxy"))))
                .check(all);
    }

    @Test
    void onlyTheProxyTheProbesAndTheWebHoldChannels() {
        noClasses()
                .that()
                .resideInAPackage("org.irilb..")
                .and()
                .resideOutsideOfPackages(
                        CORE + ".proxy..",
                        "org.irilb.health.probe..",
                        "org.irilb.server.web..",
                        "org.irilb.server.demo..") // the demo's nodes are servers
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..")
                .check(all);
    }

    @Test
    void requestsAreServedWithoutChannels() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE + ".proxy.loop..", CORE + ".proxy.request..", CORE + ".proxy.exchange..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty.channel..")
                        .and(not(nameMatching(".*\\.(EventLoop|ChannelException)"))))
                .because("a carrier stands for a client's connection there, and a loop for its thread")
                .check(all);
    }

    @Test
    void theCoreReadsJsonInOneRoomAndAsAStream() {
        noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .and()
                .resideOutsideOfPackage(CORE + ".command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson..")
                        .and(not(resideInAPackage("com.fasterxml.jackson.core.."))))
                .check(all);
    }

    @Test
    void theCoreKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CONSUL, HEALTH, SERVER, "io.vertx..", "picocli..", "org.snakeyaml..")
                .check(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {CONSUL, HEALTH})
    void sourcesAndProbesSeeTheDoorOnly(String module) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAPackage("org.irilb..")
                        .and(not(resideInAnyPackage(
                                module, CORE, CORE + ".config..", CORE + ".metrics..", CORE + ".tls.."))))
                .check(all);
    }

    @Test
    void nothingWaitsWhereLoopsWork() {
        noClasses()
                .that()
                .resideInAnyPackage(HOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .check(all);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(HOT)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(all);
        noClasses()
                .that()
                .resideInAnyPackage(HOT)
                .and()
                .doNotHaveFullyQualifiedName(CORE + ".proxy.Proxy") // starts and ends the loops, from outside
                .and()
                .doNotHaveFullyQualifiedName(CORE + ".proxy.Listeners") // opens and closes ports, from outside
                .and()
                .doNotHaveFullyQualifiedName(CORE + ".proxy.io.RingHandlers$AwakeAtTheEnd") // when its loop is over
                .should()
                .callMethodWhere(target(nameMatching("await.*|sync.*|sleep|join|park.*|wait|invokeAll"))
                        .and(not(target(owner(resideInAPackage("org.irilb..")))))
                        .and(not(origin(name("awaitDrained"))))) // whoever stops the balancer waits there
                .orShould()
                .callMethodWhere(target(name("get"))
                        .and(target(
                                owner(resideInAPackage("java.util.concurrent").and(nameMatching(".*Future"))))))
                .check(all);
    }

    /** A block leaves no trace that ArchUnit shows. */
    @Test
    void nothingIsSynchronizedWhereLoopsWork() throws IOException {
        Pattern keyword = Pattern.compile("\\bsynchronized\\s*\\(");
        for (String room : List.of("http", "pool", "route", "proxy")) {
            Path sources = Path.of("..", "lb-core", "src", "main", "java", "org", "irilb", "core", room);
            try (Stream<Path> files = Files.walk(sources)) {
                List<Path> java =
                        files.filter(file -> file.toString().endsWith(".java")).toList();
                assertThat(java).isNotEmpty();
                for (Path file : java) {
                    assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(keyword);
                }
            }
        }
    }

    @Test
    void onlyTheProgramTouchesTheProcess() {
        noClasses()
                .that()
                .resideInAPackage("org.irilb..")
                .and()
                .resideOutsideOfPackage(SERVER)
                .should()
                .callMethodWhere(target(owner(name("java.lang.System"))).and(target(nameMatching("exit|getenv"))))
                .orShould()
                .callMethodWhere(target(owner(name("java.lang.Runtime"))).and(target(nameMatching("exit|halt"))))
                .check(all);
        methods()
                .that()
                .haveName("main")
                .and()
                .areStatic()
                .should()
                .beDeclaredInClassesThat()
                .resideInAPackage(SERVER)
                .check(all);
    }
}
