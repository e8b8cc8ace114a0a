package org.irilb.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.work.WorkRig.PROMPT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.OnEachTransport;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Sources that work, interrupt, join and leave at random, all at once, over nodes that they share. Property {@code
 * irilb.owners.runs} sets how many runs there are, {@code irilb.owners.seed} where the random numbers begin.
 */
@Execution(ExecutionMode.CONCURRENT)
final class OwnersTest {

    private static final int RUNS = Integer.getInteger("irilb.owners.runs", 10_000);
    private static final long SEED = Long.getLong("irilb.owners.seed", System.nanoTime());
    private static final int SOURCES = 8;
    private static final int TRANSPORTS = 3;
    private static final int RUNS_EACH = RUNS / (SOURCES * TRANSPORTS) + 1;

    @OnEachTransport
    void nobodysWorkIsInterruptedButByItsOwner(TransportChoice transport) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SOURCES);
        List<Owner> owners = new ArrayList<>();
        try (PowNode alone = PowNode.start();
                PowNode second = PowNode.start();
                PowNode shared = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PROMPT, alone.member(1), second.member(1), shared.member(3))) {
            for (int i = 0; i < SOURCES; i++) {
                owners.add(new Owner(rig, 10 + i, SEED + i));
            }
            List<Future<Void>> done = threads.invokeAll(owners.stream()
                    .map(owner -> (Callable<Void>) () -> owner.run(RUNS_EACH))
                    .toList());
            for (Future<Void> run : done) {
                run.get();
            }
            rig.awaitQuiet(alone, second, shared);

            List<String> hit = Stream.of(alone, second, shared)
                    .flatMap(node -> node.hit().stream())
                    .toList();
            Set<String> mayBeHit = Set.copyOf(
                    owners.stream().flatMap(owner -> owner.mayBeHit().stream()).toList());
            assertThat(hit).as("seed " + SEED).isSubsetOf(mayBeHit).isNotEmpty();
        } finally {
            threads.shutdownNow();
        }
    }
}
