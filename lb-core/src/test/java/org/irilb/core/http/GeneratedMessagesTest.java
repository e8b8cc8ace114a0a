package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.irilb.core.kit.Corpus;
import org.junit.jupiter.api.Test;

/** Messages of every kind from a seed: whatever is accepted, Netty's decoders delimit the same way. */
class GeneratedMessagesTest {

    private static final int COUNT = 10_000;
    private static final long SEED = 20_261_124L;

    @Test
    void requests() {
        assertThat(check(new Mutations(SEED, Samples.REQUESTS), Checks::request))
                .containsKeys(Outcome.COMPLETE, Outcome.INCOMPLETE, Outcome.HOST_MISMATCH, Outcome.FOLDED_LINE);
    }

    @Test
    void answers() {
        assertThat(check(new Mutations(SEED, Samples.ANSWERS), Checks::answer))
                .containsKeys(Outcome.COMPLETE, Outcome.INCOMPLETE, Outcome.AMBIGUOUS_LENGTH, Outcome.BAD_STATUS_LINE);
    }

    @Test
    void chunks() {
        assertThat(check(new Mutations(SEED, Samples.CHUNKS), data -> Checks.chunks(data, 1 + data.length % 7)))
                .containsKeys(Outcome.COMPLETE, Outcome.INCOMPLETE, Outcome.BAD_CHUNK, Outcome.BAD_FIELD_NAME);
    }

    /** Inputs that a fuzzer has found worth keeping. */
    @Test
    void corpora() {
        Corpus.of(Samples.class, "requests.corpus").forEach(Checks::request);
        Corpus.of(Samples.class, "answers.corpus").forEach(Checks::answer);
        Corpus.of(Samples.class, "chunks.corpus").forEach(data -> Checks.chunks(data, 1 + data.length % 7));
    }

    private static Map<Outcome, Integer> check(Mutations messages, Function<byte[], Outcome> check) {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < COUNT; i++) {
            byte[] message = messages.next();
            try {
                outcomes.merge(check.apply(message), 1, Integer::sum);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "message " + i + " of seed " + SEED + ":\n" + new String(message, StandardCharsets.ISO_8859_1),
                        e);
            }
        }
        assertThat(outcomes.get(Outcome.COMPLETE)).isGreaterThan(COUNT / 10);
        return outcomes;
    }
}
