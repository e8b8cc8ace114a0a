package org.irilb.server.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What nodes know in common: the recorded milestones, and the newest transactions that were stored. Nodes that share
 * one hear of each other's transactions at once. Any thread.
 */
final class Tangle {

    /** At 2.7 KB each. */
    private static final int KEPT = 4096;

    private final Map<String, Transaction> stored = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Transaction> eldest) {
            return size() > KEPT;
        }
    };

    synchronized void store(List<Transaction> transactions) {
        transactions.forEach(transaction -> stored.putIfAbsent(transaction.hash(), transaction));
    }

    synchronized Optional<Transaction> transaction(String hash) {
        return hash.equals(Recorded.MILESTONE)
                ? Optional.of(Recorded.MILESTONE_TRANSACTION)
                : Optional.ofNullable(stored.get(hash));
    }

    boolean knows(String hash) {
        return Recorded.COORDINATOR_HASHES.contains(hash) || transaction(hash).isPresent();
    }

    /** Whether a milestone has confirmed it. No new milestones are issued here. */
    boolean isConfirmed(String hash) {
        return Recorded.COORDINATOR_HASHES.contains(hash);
    }

    synchronized List<String> hashes(Predicate<Transaction> wanted) {
        return stored.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean isSpentFrom(String address) {
        return !hashes(transaction ->
                        transaction.spends() && transaction.address().equals(address))
                .isEmpty();
    }
}
