package org.irilb.server.demo;

import java.util.Collection;

/** What findTransactions can look for. */
enum Search {
    ADDRESSES("addresses"),
    BUNDLES("bundles"),
    TAGS("tags"),
    APPROVEES("approvees");

    private static final int TAG = 27;

    private final String key;

    Search(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    Collection<String> values(Parameters parameters) {
        return this == TAGS ? parameters.trytes(key, TAG) : parameters.hashes(key);
    }

    boolean fits(Transaction transaction, Collection<String> values) {
        return switch (this) {
            case ADDRESSES -> values.contains(transaction.address());
            case BUNDLES -> values.contains(transaction.bundle());
            case TAGS -> values.contains(transaction.tag());
            case APPROVEES -> values.contains(transaction.trunk()) || values.contains(transaction.branch());
        };
    }
}
