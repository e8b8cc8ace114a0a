package org.irilb.server.admin;

/** What is wrong with the arguments of a command, in HAProxy's words. */
final class Wrong extends Exception {

    private static final long serialVersionUID = 1;

    Wrong(String message) {
        super(message, null, false, false);
    }
}
