package org.irilb.benchmarks.compare;

/** A run in which something went wrong, so that it gives no figure. */
final class BadRun extends Exception {

    private static final long serialVersionUID = 1;

    BadRun(String message) {
        super(message);
    }
}
