package org.irilb.server.demo;

/** A transaction by its 2673 trytes; each field has its fixed place in them. Immutable. */
record Transaction(String trytes) {

    static final int LENGTH = 2673;
    private static final String NO_TAG = "9".repeat(27);
    private static final String LATEST = "M".repeat(9);

    static boolean isValid(String trytes) {
        return trytes.length() == LENGTH && Ternary.isTrytes(trytes);
    }

    String hash() {
        return Curl.hash(trytes);
    }

    String address() {
        return trytes.substring(2187, 2268);
    }

    boolean spends() {
        return Ternary.isNegative(trytes.substring(2268, 2295));
    }

    String bundle() {
        return trytes.substring(2349, 2430);
    }

    String trunk() {
        return trytes.substring(2430, 2511);
    }

    String branch() {
        return trytes.substring(2511, 2592);
    }

    String tag() {
        return trytes.substring(2592, 2619);
    }

    /**
     * The same transaction with the fields set that attaching sets.
     *
     * @param millis time of attachment since the epoch
     * @param nonce 27 trytes
     */
    Transaction attached(String trunk, String branch, long millis, String nonce) {
        String tag = tag().equals(NO_TAG) ? trytes.substring(2295, 2322) : tag();
        return new Transaction(trytes.substring(0, 2430)
                + trunk
                + branch
                + tag
                + Ternary.trytes(millis, 9)
                + "9".repeat(9)
                + LATEST
                + nonce);
    }
}
