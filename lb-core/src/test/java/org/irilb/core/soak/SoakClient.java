package org.irilb.core.soak;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.jspecify.annotations.Nullable;

/** A client that asks without pause, in all ways, and knows what it may see. One thread's. */
final class SoakClient implements Runnable {

    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final int AHEAD = 4;

    private final int number;
    private final List<Rig> rigs;
    private final Tally tally;
    private final BooleanSupplier over;
    private final Random random;
    private int asked;
    private @Nullable Wire wire;

    SoakClient(int number, long seed, List<Rig> rigs, Tally tally, BooleanSupplier over) {
        this.number = number;
        this.rigs = rigs;
        this.tally = tally;
        this.over = over;
        this.random = new Random(seed + number);
    }

    /** The first two requests are dealt, so that all clients together meet everything. */
    @Override
    public void run() {
        ask(Way.values()[number % Way.values().length], NodeFault.NONE);
        ask(Way.PLAIN, NodeFault.values()[number % NodeFault.values().length]);
        while (!over.getAsBoolean()) {
            ask(Way.draw(random), NodeFault.draw(random));
        }
        leave();
    }

    private void ask(Way way, NodeFault drawn) {
        NodeFault fault = faultFor(way, drawn);
        String id = number + "." + asked++;
        Seen seen;
        try {
            seen = act(way, id, fault);
        } catch (Wire.WireException e) {
            seen = e.isSilence() ? Seen.SILENCE : wire().received().isEmpty() ? Seen.NOTHING : Seen.CUT;
            leave();
        }
        tally.count(way, fault, seen);
        judge(way, fault, id, seen);
    }

    private static NodeFault faultFor(Way way, NodeFault drawn) {
        return switch (way) {
            case PLAIN, LARGE_BODY, CHUNKED_BODY, WAITING_FOR_CONTINUE, AS_OLD_CLIENTS_DO, SLOWLY -> drawn;
            case PIPELINED, ENDING_OUTPUT, MALFORMED, LEAVING_IN_HEAD, LEAVING_IN_BODY, STALLING -> NodeFault.NONE;
            case LEAVING_WITHOUT_ANSWER -> NodeFault.SLOWLY;
            case READING_SLOWLY, LEAVING_IN_ANSWER -> NodeFault.LARGE;
        };
    }

    private void judge(Way way, NodeFault fault, String id, Seen seen) {
        Set<Seen> allowed = way.takesFaults() ? fault.allowed() : way.allowed();
        if (allowed.contains(seen)) {
            return;
        }
        if (seen == Seen.BAD_GATEWAY) {
            tally.countInnocentBadGateway("request " + id + " (" + way + ", node " + fault + ")");
        } else {
            tally.complain("request " + id + " (" + way + ", node " + fault + "): saw " + seen + " (expected: "
                    + allowed + ")");
        }
    }

    private Seen act(Way way, String id, NodeFault fault) {
        Wire wire = wire();
        wire.forget();
        SoakRequest request = new SoakRequest(id, fault, random.nextInt(10) == 0);
        return switch (way) {
            case PLAIN -> look(wire.send(request.plain()), id, fault);
            case LARGE_BODY -> look(wire.send(request.large()), id, fault);
            case CHUNKED_BODY -> look(wire.send(request.chunked()), id, fault);
            case WAITING_FOR_CONTINUE -> waitForContinue(wire, request, id, fault);
            case AS_OLD_CLIENTS_DO -> lookAndLeave(wire.send(request.old()), id, fault);
            case SLOWLY -> look(sendSlowly(wire, request.plain()), id, fault);
            case PIPELINED -> pipeline(wire, id);
            case READING_SLOWLY -> readSlowly(request, id);
            case ENDING_OUTPUT -> lookAndLeave(wire.send(request.plain()).endOutput(), id, fault);
            case MALFORMED -> lookAndLeave(wire.send("POST / HTTP/1.1\r\nHost : lb\r\n\r\n"), id, fault);
            case LEAVING_IN_HEAD -> reset(wire.send(request.plain().substring(0, 50)));
            case LEAVING_IN_BODY -> reset(wire.send(request.large().substring(0, 5000)));
            case LEAVING_WITHOUT_ANSWER -> reset(wire.send(request.plain()));
            case LEAVING_IN_ANSWER -> leaveInAnswer(wire.send(request.plain()));
            case STALLING -> lookAndLeave(wire.send("POST / HT"), id, fault);
        };
    }

    private Seen look(Wire wire, String id, NodeFault fault) {
        Wire.Message answer = wire.readAnswer();
        while (answer.status() < 200) {
            answer = wire.readAnswer();
        }
        if (answer.field("Connection").orElse("").equals("close")) {
            leave();
        }
        if (answer.status() != 200) {
            return Seen.ofStatus(answer.status());
        }
        return answer.body().equals(FaultyNode.body(id, fault)) ? Seen.OWN : Seen.ANOTHERS;
    }

    private Seen lookAndLeave(Wire wire, String id, NodeFault fault) {
        Seen seen = look(wire, id, fault);
        leave();
        return seen;
    }

    private Seen waitForContinue(Wire wire, SoakRequest request, String id, NodeFault fault) {
        wire.send(request.expectingHead());
        if (fault == NodeFault.BEFORE_THE_BODY) {
            return look(wire.send(request.body()), id, fault); // the node may answer before it tells us to go on
        }
        Wire.Message first = wire.readAnswer();
        if (first.status() != 100) {
            leave();
            return Seen.ofStatus(first.status());
        }
        return look(wire.send(request.body()), id, fault);
    }

    private static Wire sendSlowly(Wire wire, String request) {
        for (int at = 0; at < request.length(); at += 20) {
            wire.send(request.substring(at, Math.min(request.length(), at + 20)));
            LockSupport.parkNanos(A_MOMENT.toNanos());
        }
        return wire;
    }

    private Seen pipeline(Wire wire, String id) {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < AHEAD; i++) {
            requests.append(new SoakRequest(id + "." + i, NodeFault.NONE, false).plain());
        }
        wire.send(requests.toString());
        for (int i = 0; i < AHEAD; i++) {
            Seen seen = look(wire, id + "." + i, NodeFault.NONE);
            if (seen != Seen.OWN) {
                leave(); // what else is on its way belongs to the other requests
                return seen;
            }
        }
        return Seen.OWN;
    }

    private Seen readSlowly(SoakRequest request, String id) {
        leave();
        Wire wire = Wire.connectWithSmallBuffer(rig().balancer().address(Setup.LISTENER));
        this.wire = wire;
        Wire.Message head = wire.send(request.plain()).readHead();
        if (head.status() != 200) {
            leave();
            return Seen.ofStatus(head.status());
        }
        StringBuilder body = new StringBuilder();
        int length = Integer.parseInt(head.field("Content-Length").orElseThrow());
        while (body.length() < length) {
            body.append(wire.readBytes(Math.min(50_000, length - body.length())));
            LockSupport.parkNanos(A_MOMENT.toNanos());
        }
        return FaultyNode.body(id, NodeFault.LARGE).contentEquals(body) ? Seen.OWN : Seen.ANOTHERS;
    }

    private Seen leaveInAnswer(Wire wire) {
        Wire.Message head = wire.readHead();
        reset(wire);
        return head.status() == 200 ? Seen.NOTHING : Seen.ofStatus(head.status());
    }

    private Seen reset(Wire wire) {
        wire.reset();
        this.wire = null;
        return Seen.NOTHING;
    }

    private Rig rig() {
        return rigs.get(random.nextInt(rigs.size()));
    }

    private Wire wire() {
        Wire present = wire;
        if (present == null) {
            present = rig().client();
            wire = present;
        }
        return present;
    }

    private void leave() {
        if (wire != null) {
            wire.hangUp();
            wire = null;
        }
    }
}
