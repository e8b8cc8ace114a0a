package org.irilb.core.kit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port that is taken, so that nobody else gets it, and at which nobody listens, so that connections are refused. */
public final class DeadPort implements AutoCloseable {

    private final Socket holder = new Socket();
    private final int port;

    public DeadPort() {
        this(0);
    }

    /** A certain port, once the node that listened there is gone: its thread may still be on its way out. */
    public DeadPort(int port) {
        try {
            holder.setReuseAddress(true);
        } catch (IOException e) {
            throw new Wire.WireException(e);
        }
        Await.until("the port is free", () -> bind(port));
        this.port = holder.getLocalPort();
    }

    private boolean bind(int port) {
        try {
            holder.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new Wire.WireException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Leaves it to who wants to listen at it. */
    public void free() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new Wire.WireException(e);
        }
    }

    @Override
    public void close() {
        free();
    }
}
