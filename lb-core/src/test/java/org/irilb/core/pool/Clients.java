package org.irilb.core.pool;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Clients with addresses of their own. Stateless. */
final class Clients {

    private Clients() {}

    /** @param number 0..2^24 - 1 */
    static Asker number(int number) {
        try {
            return Asker.from(InetAddress.getByAddress(
                    new byte[] {10, (byte) (number >>> 16), (byte) (number >>> 8), (byte) number}));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
