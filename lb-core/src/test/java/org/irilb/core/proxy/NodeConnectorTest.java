package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.tls.NodeTls;

final class NodeConnectorTest {

    private static final int NO_ERROR = 0;
    private static final int SERVER_FAILURE = 2;
    private static final int NAME_UNKNOWN = 3;

    @OnEachTransport
    void aNameIsUnknownWhenANameServerSaysSoAndNotWhenItCannotSay(TransportChoice choice) throws Exception {
        Transport transport = Transport.choose(choice);
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, transport.handlers());
        try (NameServer server = new NameServer();
                NodeConnector connector = new NodeConnector(
                        transport,
                        NodeTls.of(NodeTlsConfig.STANDARD),
                        new SequentialDnsServerAddressStreamProvider(server.address()))) {
            for (String known : new String[] {"here.example", "127.0.0.1", "broken.example"}) {
                assertThat(connector.knows(loops.next(), known).get(20, TimeUnit.SECONDS))
                        .as(known)
                        .isTrue();
            }
            assertThat(connector.knows(loops.next(), "gone.example").get(20, TimeUnit.SECONDS))
                    .isFalse();
        } finally {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** Knows {@code here.*}, knows that there is no {@code gone.*}, and fails for all else. */
    private static final class NameServer implements AutoCloseable {

        private final DatagramSocket socket;

        NameServer() throws IOException {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread thread = new Thread(this::serve, "name-server");
            thread.setDaemon(true);
            thread.start();
        }

        InetSocketAddress address() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
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

        /** RFC 1035, section 4: header, the question again, and an address if it is one for {@code here}. */
        private static ByteBuffer answer(ByteBuffer question) {
            short id = question.getShort();
            int start = 12;
            int end = start;
            while (question.get(end) != 0) {
                end += question.get(end) + 1;
            }
            int first = question.get(start + 1);
            boolean isV4 = question.getShort(end + 1) == 1;
            int code = first == 'h' ? NO_ERROR : first == 'g' ? NAME_UNKNOWN : SERVER_FAILURE;
            boolean answers = code == NO_ERROR && isV4;
            ByteBuffer answer = ByteBuffer.allocate(512);
            answer.putShort(id).putShort((short) (0x8580 | code)).putShort((short) 1);
            answer.putShort((short) (answers ? 1 : 0)).putShort((short) 0).putShort((short) 0);
            answer.put(question.array(), start, end + 5 - start);
            if (answers) {
                answer.putShort((short) 0xc00c)
                        .putShort((short) 1)
                        .putShort((short) 1)
                        .putInt(60);
                answer.putShort((short) 4).put(new byte[] {127, 0, 0, 1});
            }
            return answer.flip();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
