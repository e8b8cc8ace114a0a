package org.irilb.server.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** The commands that only read. Immutable but for the tangle; any thread. */
record Reads(Tangle tangle) {

    private static final String NULL_HASH = "9".repeat(81);
    private static final String NULL_TRYTES = "9".repeat(Transaction.LENGTH);
    private static final int MAX_DEPTH = 15;

    JsonObject nodeInfo(Call call) {
        NodeTraits traits = call.traits();
        JsonObject info = Recorded.nodeInfo();
        info.addProperty("appName", traits.appName());
        info.addProperty("appVersion", traits.appVersion());
        info.addProperty("latestMilestone", traits.latestMilestone() > 0 ? Recorded.MILESTONE : NULL_HASH);
        info.addProperty("latestMilestoneIndex", traits.latestMilestone());
        info.addProperty("latestSolidSubtangleMilestone", traits.started() ? Recorded.MILESTONE : NULL_HASH);
        info.addProperty("latestSolidSubtangleMilestoneIndex", traits.solidMilestone());
        info.addProperty("neighbors", traits.neighbors());
        info.addProperty("time", System.currentTimeMillis());
        if (traits.offersPow()) {
            info.getAsJsonArray("features").add("RemotePOW");
        }
        return info;
    }

    JsonObject apiConfiguration(Call call) {
        return Recorded.apiConfiguration();
    }

    JsonObject neighbors(Call call) {
        JsonArray neighbors = new JsonArray();
        for (int i = 1; i <= call.traits().neighbors(); i++) {
            JsonObject neighbor = new JsonObject();
            neighbor.addProperty("address", "neighbor-" + i + ".invalid:15600");
            neighbor.addProperty("connectionType", "tcp");
            neighbor.addProperty("connected", true);
            neighbors.add(neighbor);
        }
        return object("neighbors", neighbors);
    }

    JsonObject missingTransactions(Call call) {
        return object("hashes", new JsonArray());
    }

    JsonObject balances(Call call) {
        List<String> addresses = call.parameters().hashes("addresses");
        if (!call.traits().started()) {
            throw Failure.badRequest("Tip not found: " + NULL_HASH);
        }
        JsonObject body = object(
                "balances", strings(addresses.stream().map(Recorded::balance).toList()));
        body.add("references", strings(List.of(Recorded.MILESTONE)));
        body.addProperty("milestoneIndex", call.traits().solidMilestone());
        return body;
    }

    JsonObject inclusionStates(Call call) {
        List<String> transactions = call.parameters().hashes("transactions");
        if (!call.traits().started()) {
            throw notUpdated();
        }
        return states(transactions, tangle::isConfirmed);
    }

    JsonObject spentFrom(Call call) {
        return states(call.parameters().hashes("addresses"), tangle::isSpentFrom);
    }

    JsonObject consistency(Call call) {
        List<String> tails = call.parameters().hashes("tails");
        if (!call.traits().started()) {
            throw notUpdated();
        }
        for (String tail : tails) {
            if (!tangle.knows(tail)) {
                throw Failure.badRequest("Invalid transaction, missing: " + tail);
            }
        }
        JsonObject body = object("state", new JsonPrimitive(true));
        body.addProperty("info", "");
        return body;
    }

    /** A hash that is not known has nothing but zeros. */
    JsonObject trytes(Call call) {
        List<String> hashes = call.parameters().hashes("hashes");
        return object(
                "trytes",
                strings(hashes.stream()
                        .map(hash -> tangle.transaction(hash)
                                .map(Transaction::trytes)
                                .orElse(NULL_TRYTES))
                        .toList()));
    }

    JsonObject tips(Call call) {
        int depth = call.parameters().integer("depth");
        if (depth < 0 || depth > MAX_DEPTH) {
            throw Failure.badRequest("Invalid depth input");
        }
        if (!call.traits().synced()) {
            throw notUpdated();
        }
        JsonObject body = object("trunkTransaction", new JsonPrimitive(Recorded.MILESTONE));
        body.addProperty("branchTransaction", Recorded.MILESTONE);
        return body;
    }

    /** Any value of a field will do, and every field that is named must fit. */
    JsonObject find(Call call) {
        Parameters wanted = call.parameters();
        Predicate<Transaction> fits = transaction -> true;
        boolean milestones = true;
        boolean any = false;
        for (Search search : Search.values()) {
            if (!wanted.has(search.key())) {
                continue;
            }
            any = true;
            Collection<String> values = search.values(wanted);
            fits = fits.and(transaction -> search.fits(transaction, values));
            milestones &= search == Search.ADDRESSES && values.contains(Recorded.COORDINATOR);
        }
        if (!any) {
            throw Failure.exception("com.iota.iri.service.ValidationException: Invalid parameters");
        }
        JsonArray hashes = strings(milestones ? Recorded.COORDINATOR_HASHES : List.of());
        hashes.addAll(strings(tangle.hashes(fits)));
        return object("hashes", hashes);
    }

    private static JsonObject states(List<String> items, Predicate<String> state) {
        JsonArray states = new JsonArray();
        items.forEach(item -> states.add(state.test(item)));
        return object("states", states);
    }

    static JsonArray strings(Collection<String> items) {
        JsonArray array = new JsonArray();
        items.forEach(array::add);
        return array;
    }

    static JsonObject object(String name, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(name, value);
        return object;
    }

    private static Failure notUpdated() {
        return Failure.badRequest("This operation cannot be executed: The subtangle has not been updated yet.");
    }
}
