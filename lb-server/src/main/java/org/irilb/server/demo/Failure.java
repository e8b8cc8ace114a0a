package org.irilb.server.demo;

/** A request that a node answers with an error; its message is the node's own text. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    private Failure(int status, String text) {
        super(text);
        this.status = status;
    }

    static Failure badRequest(String text) {
        return new Failure(400, text);
    }

    static Failure unavailable(String command) {
        return new Failure(401, "COMMAND " + command + " is not available on this node");
    }

    /** Wrong parameters; IRI answers 500 to most of them since 1.8.0. */
    static Failure exception(String text) {
        return new Failure(500, text);
    }

    int status() {
        return status;
    }
}
