package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HangupTest {

    private final Hangup hangup = new Hangup();
    private final List<String> done = new ArrayList<>();

    @Test
    void aSignalThatComesEarlyIsActedUponOnceAsSoonAsItCanBe() {
        hangup.receive();
        hangup.receive();

        hangup.perform(() -> done.add("reopened"));

        assertThat(done).containsExactly("reopened");
    }

    @Test
    void everyLaterSignalIsActedUpon() {
        hangup.perform(() -> done.add("reopened"));
        assertThat(done).isEmpty();

        hangup.receive();
        hangup.receive();

        assertThat(done).hasSize(2);
    }
}
