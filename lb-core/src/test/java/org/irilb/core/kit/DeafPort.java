package org.irilb.core.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port that neither accepts nor refuses: its backlog is full, so that the system drops who else knocks. */
public final class DeafPort implements AutoCloseable {

    private final ServerSocket server;
    private final List<SocketChannel> fillers = new ArrayList<>();

    public DeafPort() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            for (int i = 0; i < 8; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(new InetSocketAddress("127.0.0.1", port()));
                fillers.add(filler);
            }
        } catch (IOException e) {
            throw new Wire.WireException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
            server.close();
        } catch (IOException e) {
            throw new Wire.WireException(e);
        }
    }
}
