package org.irilb.core.kit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server (RFC 1035) that has one IPv4 address for all names {@code here.*}, knows that there is no {@code gone.*},
 * and fails for all else. Any thread.
 */
public final class NameServer implements AutoCloseable {

    private static final int NO_ERROR = 0;
    private static final int SERVER_FAILURE = 2;
    private static final int NAME_UNKNOWN = 3;
    private static final int TYPE_A = 1;

    private final int ttlSeconds;
    private final DatagramSocket socket;
    private final AtomicInteger answers = new AtomicInteger();
    private volatile byte[] here = {127, 0, 0, 1};

    /** @param ttlSeconds for how long an answer may be remembered */
    public NameServer(int ttlSeconds) throws IOException {
        this.ttlSeconds = ttlSeconds;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(this::serve, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** How often it has told the address. */
    public int answers() {
        return answers.get();
    }

    /** From now on, it tells another address. */
    public void move(String address) throws UnknownHostException {
        here = InetAddress.getByName(address).getAddress();
    }

    private void serve() {
        byte[] bytes = new byte[512];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                socket.receive(packet);
                ByteBuffer answer = answer(ByteBuffer.wrap(bytes, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer.array(), answer.limit(), packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** Section 4: header, the question again, and an address if it is one for {@code here}. */
    private ByteBuffer answer(ByteBuffer question) {
        short id = question.getShort();
        int start = 12;
        int end = start;
        while (question.get(end) != 0) {
            end += question.get(end) + 1;
        }
        int first = question.get(start + 1);
        int code = first == 'h' ? NO_ERROR : first == 'g' ? NAME_UNKNOWN : SERVER_FAILURE;
        boolean told = code == NO_ERROR && question.getShort(end + 1) == TYPE_A;
        ByteBuffer answer = ByteBuffer.allocate(512);
        answer.putShort(id).putShort((short) (0x8580 | code)).putShort((short) 1);
        answer.putShort((short) (told ? 1 : 0)).putShort((short) 0).putShort((short) 0);
        answer.put(question.array(), start, end + 5 - start);
        if (told) {
            answers.incrementAndGet();
            answer.putShort((short) 0xc00c)
                    .putShort((short) TYPE_A)
                    .putShort((short) 1)
                    .putInt(ttlSeconds);
            answer.putShort((short) 4).put(here);
        }
        return answer.flip();
    }

    @Override
    public void close() {
        socket.close();
    }
}
