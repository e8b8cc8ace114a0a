package org.irilb.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.work.WorkRig.INTERRUPT;
import static org.irilb.core.work.WorkRig.INTERRUPTED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.irilb.core.kit.Wire;

/** A source that works, interrupts, joins and leaves at random. What it hasn't given up it gets. One thread's. */
final class Owner {

    private static final int SHORT_MICROS = 2_000;
    /** Long enough to be noticed as abandoned. */
    private static final int LONG_MICROS = 300_000;

    private static final int ONE_IN_LONG = 20;

    private final WorkRig rig;
    private final int address;
    private final Random random;
    private final List<String> mayBeHit = new ArrayList<>();
    private int works;

    /** @param address the last byte of its loopback address */
    Owner(WorkRig rig, int address, long seed) {
        this.rig = rig;
        this.address = address;
        this.random = new Random(seed);
    }

    /** Bodies of the work that it has interrupted, or left alone. */
    List<String> mayBeHit() {
        return mayBeHit;
    }

    Void run(int runs) {
        for (int i = 0; i < runs; i++) {
            switch (random.nextInt(6)) {
                case 0 -> waits(work());
                case 1 -> asksTwice(work());
                case 2 -> interrupts();
                case 3 -> leaves();
                case 4 -> leavesAndComesBack();
                default -> interruptsAndGoesOn();
            }
        }
        return null;
    }

    private void waits(String work) {
        try (Wire client = rig.client(address)) {
            assertThat(client.post(work).readAnswer().body()).isEqualTo(PowNode.done(work));
        }
    }

    private void asksTwice(String work) {
        try (Wire first = rig.client(address);
                Wire second = rig.client(address)) {
            first.post(work);
            pause();
            second.post(work);
            assertThat(first.readAnswer().body()).isEqualTo(PowNode.done(work));
            assertThat(second.readAnswer().body()).isEqualTo(PowNode.done(work));
        }
    }

    private void interrupts() {
        String work = mayBeHit(longAtTimes());
        try (Wire client = rig.client(address);
                Wire interrupting = rig.client(address)) {
            client.post(work);
            pause();
            do {
                assertThat(interrupting.post(INTERRUPT).readAnswer().status()).isEqualTo(200);
            } while (client.isSilentFor(Duration.ofMillis(5))); // it may have come before the work
            assertThat(client.readAnswer().body()).isIn(PowNode.done(work), INTERRUPTED);
        }
    }

    private void leaves() {
        Wire client = rig.client(address).post(mayBeHit(longAtTimes()));
        pause();
        leave(client);
    }

    private void leavesAndComesBack() {
        String work = mayBeHit(work());
        Wire client = rig.client(address).post(work);
        pause();
        leave(client);
        pause();
        waits(work);
    }

    private void interruptsAndGoesOn() {
        String work = mayBeHit(work());
        try (Wire client = rig.client(address);
                Wire interrupting = rig.client(address)) {
            client.post(work);
            pause();
            assertThat(interrupting.post(INTERRUPT).readAnswer().status()).isEqualTo(200);
            waits(work());
            assertThat(client.readAnswer().body()).isIn(PowNode.done(work), INTERRUPTED);
        }
    }

    private String mayBeHit(String work) {
        mayBeHit.add(work);
        return work;
    }

    private String work() {
        return work(random.nextInt(SHORT_MICROS));
    }

    private String longAtTimes() {
        return random.nextInt(ONE_IN_LONG) == 0 ? work(LONG_MICROS) : work();
    }

    private String work(int micros) {
        return PowNode.work(address + "-" + works++, micros);
    }

    private void leave(Wire client) {
        if (random.nextBoolean()) {
            client.reset();
        } else {
            client.hangUp();
        }
    }

    /** So that what follows meets any moment of the work. */
    private void pause() {
        long until = System.nanoTime() + random.nextInt(1_000 * SHORT_MICROS);
        while (System.nanoTime() - until < 0) {
            Thread.yield();
        }
    }
}
