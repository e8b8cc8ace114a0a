package org.irilb.server;

/** The program's entry. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.err.println("usage: java -jar lb-server.jar COMMAND");
        System.exit(2);
    }
}
