package org.irilb.core.config;

/** How sockets are driven. */
public enum TransportChoice {
    /** The first of the others that works on this machine. */
    AUTO,
    IO_URING,
    EPOLL,
    NIO
}
