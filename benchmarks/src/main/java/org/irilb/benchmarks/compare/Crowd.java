package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Clients that ask once, take their answer and stay. Main thread only. */
final class Crowd implements AutoCloseable {

    /** How each of them connects. */
    interface Way {
        Socket connect() throws IOException;
    }

    private final Way way;
    private final List<Socket> clients = new ArrayList<>();

    Crowd(Way way) {
        this.way = way;
    }

    /** Adds so many, one after the other. */
    void join(int count) throws IOException, BadRun {
        for (int i = 0; i < count; i++) {
            Socket client = way.connect();
            clients.add(client);
            Http.ask(client);
        }
    }

    /** Asks with each once more, so that each is known to be still connected. */
    void requireAllThere() throws IOException, BadRun {
        for (Socket client : clients) {
            Http.ask(client);
        }
    }

    @Override
    public void close() {
        for (Socket client : clients) {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
