package org.irilb.server.admin.command;

/** What is wrong with the arguments of a command, in HAProxy's words. */
public final class Wrong extends Exception {

    private static final long serialVersionUID = 1;

    public Wrong(String message) {
        super(message, null, false, false);
    }
}
