package org.irilb.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;

final class MalformedRequestsTest {

    private static final int COUNT = 1_000;

    /** Another is tried with {@code -Dwire.seed=…}. */
    private static final long SEED = Long.getLong("wire.seed", 20_261_124L);

    /** Sent behind each, as if it were the next request; nothing behind a malformed one may be believed. */
    private static final String BEHIND = Wire.request("{\"command\":\"getNodeInfo\",\"smuggled\":true}");

    private static final Set<Integer> REFUSALS = Set.of(400, 405, 414, 417, 431, 501, 505);

    private final Random random = new Random(SEED);

    @Test
    void aThousandMalformedRequestsReachNoNode() {
        System.out.println("malformed requests of seed " + SEED);
        Fault[] faults = Fault.values();
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 10))) {
            for (int i = 0; i < COUNT; i++) {
                Fault fault = faults[i % faults.length];
                String request = fault.in(Draft.valid(random));
                assertRefused(rig, request, "request " + i + " of seed " + SEED + ", " + fault);
            }
            assertThat(node.connections()).isZero();
            rig.awaitQuiet(node);
        }
    }

    private static void assertRefused(Rig rig, String request, String what) {
        try (Wire client = rig.client()) {
            client.send(request + BEHIND);
            Wire.Message answer = client.readAnswer();
            assertThat(REFUSALS).as("%s:%n%s%n%s", what, request, answer.raw()).contains(answer.status());
            assertThat(answer.fields("Connection")).as(what).containsExactly("close");
            assertThat(answer.body()).as(what).startsWith("{\"error\":\"");
            assertThat(client.readToEnd()).as(what).isEmpty();
        }
    }

    @Test
    void theSameRequestsWithoutAFaultReachTheNode() {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 10));
                Wire client = rig.client()) {
            for (int i = 0; i < 200; i++) {
                Draft draft = Draft.valid(random);
                client.send(draft.toString());
                assertThat(client.readAnswer().status()).as(draft.toString()).isEqualTo(200);
                assertThat(node.requests().get(i).body()).isEqualTo("{\"command\":\"getNodeInfo\"}");
            }
            Await.until("the node has answered all", () -> node.requests().size() == 200);
        }
    }
}
