package org.irilb.server;

/**
 * SIGHUP, which log rotation may send at any moment: until there is something to do about it, it is kept in mind. By
 * itself it would end the process. Any thread.
 */
final class Hangup {

    private static final Hangup OF_THE_PROCESS = new Hangup();

    private Runnable action = () -> {};
    private boolean received;

    /** From now on the signal doesn't end the process. */
    static void hold() {
        Signals.handle("HUP", OF_THE_PROCESS::receive);
    }

    /** From now on the signal does this; at once if it has come already. */
    static void does(Runnable action) {
        OF_THE_PROCESS.perform(action);
    }

    synchronized void receive() {
        received = true;
        action.run();
    }

    synchronized void perform(Runnable action) {
        this.action = action;
        if (received) {
            action.run();
        }
    }
}
