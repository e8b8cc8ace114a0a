package org.irilb.server.demo;

import static java.util.Map.entry;
import static org.irilb.server.demo.NodeTraits.ATTACH;
import static org.irilb.server.demo.NodeTraits.INTERRUPT;

import com.google.gson.JsonObject;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Executes commands as IRI does: which of them exist, which wait for the lock, which are refused. One loop's. */
final class NodeApi {

    /** Below it the network takes no transaction. */
    private static final int MIN_WEIGHT = 9;

    private final EventExecutor loop;
    private final Tangle tangle;
    private final NodeLock lock;
    private final ProofOfWork pow;
    private final Tally tally;
    private final Map<String, Consumer<Call>> commands;

    NodeApi(EventExecutor loop, Tangle tangle, Tally tally) {
        this.loop = loop;
        this.tangle = tangle;
        this.tally = tally;
        this.lock = new NodeLock(loop);
        this.pow = new ProofOfWork(loop);
        Reads reads = new Reads(tangle);
        this.commands = Map.ofEntries(
                entry("getNodeInfo", open(reads::nodeInfo)),
                entry("getNodeAPIConfiguration", open(reads::apiConfiguration)),
                entry("getBalances", open(reads::balances)),
                entry("getInclusionStates", open(reads::inclusionStates)),
                entry("wereAddressesSpentFrom", open(reads::spentFrom)),
                entry("checkConsistency", open(reads::consistency)),
                entry("getMissingTransactions", open(reads::missingTransactions)),
                entry("getNeighbors", open(reads::neighbors)),
                entry("addNeighbors", open(call -> neighborsChanged(call, "addedNeighbors"))),
                entry("removeNeighbors", open(call -> neighborsChanged(call, "removedNeighbors"))),
                entry("getTrytes", locked(reads::trytes)),
                entry("findTransactions", locked(reads::find)),
                entry("getTransactionsToApprove", locked(reads::tips)),
                entry("storeTransactions", open(this::store)),
                entry("broadcastTransactions", open(this::broadcast)),
                entry(ATTACH, this::attach),
                entry(INTERRUPT, open(this::interrupt)));
    }

    /** @param command null if the request has none */
    void execute(@Nullable String command, Call call) {
        assert loop.inEventLoop();
        if (command == null) {
            call.fail(Failure.badRequest("COMMAND parameter has not been specified in the request."));
            return;
        }
        if (call.traits().limited().contains(command)) {
            call.fail(Failure.unavailable(command));
            return;
        }
        Consumer<Call> known = commands.get(command);
        if (known == null) {
            call.fail(Failure.badRequest(
                    command.isEmpty() ? "Command can not be null or empty" : "Command [" + command + "] is unknown"));
            return;
        }
        tally.received(command);
        run(() -> known.accept(call), call);
    }

    private Consumer<Call> open(Function<Call, JsonObject> command) {
        return call -> afterAnswerTime(call, () -> run(() -> call.succeed(command.apply(call)), call));
    }

    private Consumer<Call> locked(Function<Call, JsonObject> command) {
        return call -> lock.acquire(() -> afterAnswerTime(call, () -> {
            run(() -> call.succeed(command.apply(call)), call);
            lock.release();
        }));
    }

    private void afterAnswerTime(Call call, Runnable task) {
        if (call.traits().answerTime().isZero()) {
            task.run();
            return;
        }
        loop.schedule(task, call.traits().answerTime().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void run(Runnable task, Call call) {
        try {
            task.run();
        } catch (Failure failure) {
            call.fail(failure);
        }
    }

    private void attach(Call call) {
        Parameters parameters = call.parameters();
        String trunk = parameters.hash("trunkTransaction");
        String branch = parameters.hash("branchTransaction");
        int weight = parameters.integer("minWeightMagnitude");
        List<Transaction> transactions = parameters.transactions("trytes");
        if (weight < MIN_WEIGHT) {
            throw Failure.exception("Invalid transaction hash");
        }
        tally.attachingBegins();
        lock.acquire(() -> pow.start(trunk, branch, transactions, call.traits().powTime(), attached -> {
            tally.attachingEnds();
            call.succeed(Reads.object(
                    "trytes",
                    Reads.strings(attached.stream().map(Transaction::trytes).toList())));
            lock.release();
        }));
    }

    private JsonObject interrupt(Call call) {
        pow.interrupt();
        return new JsonObject();
    }

    private JsonObject store(Call call) {
        try {
            return broadcast(call);
        } catch (Failure failure) {
            throw Failure.badRequest("Error: " + failure.getMessage());
        }
    }

    private JsonObject broadcast(Call call) {
        tangle.store(call.parameters().transactions("trytes"));
        return new JsonObject();
    }

    /** They are a trait of the simulation, which no client changes. */
    private static JsonObject neighborsChanged(Call call, String field) {
        call.parameters().list("uris");
        JsonObject body = new JsonObject();
        body.addProperty(field, 0);
        return body;
    }
}
