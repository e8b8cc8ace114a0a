package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.irilb.core.kit.Corpus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code -Dfuzz.bodies=1000000} checks so many, {@code -Dfuzz.seconds=60} goes on for so long, with another seed each
 * time; {@code -Dfuzz.seed=1} sets the seed.
 */
@Execution(ExecutionMode.CONCURRENT)
class NodeReadingsTest {

    private static final int COUNT = Integer.getInteger("fuzz.bodies", 200_000);
    private static final long SEED = 20_261_124L;

    private final NodeReadings readings = new NodeReadings();

    static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(Bypasses.all());
        Stream.of("recorded.corpus", "commands.corpus")
                .flatMap(name -> Corpus.of(NodeReadingsTest.class, name))
                .forEach(seeds::add);
        return seeds;
    }

    @Test
    void bypassesAndRecordedRequestsAreWhatNodesMakeOfThem() {
        List<byte[]> seeds = seeds();
        seeds.forEach(readings::check);
        assertThat(seeds).hasSizeGreaterThan(250);
        assertThat(readings.denied()).isGreaterThan(10);
        assertThat(readings.pow()).isGreaterThan(10);
    }

    @Test
    void mutatedBodiesAreWhatNodesMakeOfThem() {
        long seconds = Long.getLong("fuzz.seconds", 0);
        long seed = Long.getLong("fuzz.seed", seconds == 0 ? SEED : System.nanoTime());
        System.out.println("bodies from seed " + seed);
        MutatedBodies bodies = new MutatedBodies(seed, seeds());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int count = 0;
        while (count < COUNT || System.nanoTime() - end < 0) {
            readings.check(bodies.next());
            count++;
        }
        System.out.printf(
                "%,d bodies: %,d forwarded, %,d denied commands, %,d proofs of work, %,d that nodes read differently%n",
                count, readings.forwarded(), readings.denied(), readings.pow(), readings.disputed());
        assertThat(readings.forwarded()).isGreaterThan(COUNT / 10);
        assertThat(readings.denied()).isGreaterThan(COUNT / 100);
        assertThat(readings.pow()).isGreaterThan(COUNT / 100);
        assertThat(readings.disputed()).isGreaterThan(COUNT / 1000);
    }

    @Test
    void theOraclesAreAsLenientAsTheNodes() {
        assertThat(gson("{'command':'getTrytes'}")).isEqualTo("getTrytes");
        assertThat(gson("/* c */ {command=getTrytes}")).isEqualTo("getTrytes");
        assertThat(gson("\ufeff{\"c\\u006fmmand\":\"getTrytes\"}")).isEqualTo("getTrytes");
        assertThat(gson("{\"command\":\"getTrytes\",\"COMMAND\":\"getTips\"}")).isEqualTo("getTrytes");
        assertThat(gson("{\"command\":\"getTrytes\",\"command\":\"getTips\"}")).isEmpty();
        assertThat(gson("{\"command\":\"getTrytes\"} x")).isEmpty();
        assertThat(hornet("{\"command\":\"getTrytes\",\"command\":\"getTIPS\"}"))
                .containsExactly("gettips");
        assertThat(hornet("{\"command\":\"getTrytes\",\"COMMAND\":\"getTips\"}"))
                .containsExactlyInAnyOrder("gettrytes", "gettips");
        assertThat(hornet("{\"command\":\"getTrytes\",\"command\":null}")).containsExactly("gettrytes");
        assertThat(hornet(" {\"x\":[1,{\"y\":-1.5e3}],\"command\":\"getTr\\u0059tes\"} x"))
                .containsExactly("gettrytes");
        assertThat(hornet("{\"command\":\"getT\u0130ps\"}")).containsExactly("gettips");
        assertThat(hornet("{'command':'getTrytes'}")).isNull();
        assertThat(hornet("\ufeff{\"command\":\"getTrytes\"}")).isNull();
        assertThat(hornet("{\"command\":\"getTrytes\"")).isNull();
    }

    private static String gson(String body) {
        return GsonOracle.read(body.getBytes(StandardCharsets.UTF_8)).orElse("");
    }

    private static @Nullable Set<String> hornet(String body) {
        return HornetOracle.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
