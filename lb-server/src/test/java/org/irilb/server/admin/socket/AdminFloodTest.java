package org.irilb.server.admin.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.AdminSocket;
import org.irilb.server.admin.Desk;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Commands;
import org.irilb.server.config.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the admin socket is spared, and those who are served meanwhile, when somebody means ill or knows no better. */
@Execution(ExecutionMode.CONCURRENT)
final class AdminFloodTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final int PIECE = 1024;
    private static final int REQUESTS = 300;

    /** The kernel's buffers of both sides, and a batch. */
    private static final long BUFFERS = 16 * 1024 * 1024;

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    @Test
    void anAnswerIsMadeOnlyAsFarAsItIsRead() throws Exception {
        AtomicLong made = new AtomicLong();
        AdminCommand endless = AdminCommand.of(
                AdminCommand.Spec.of(Level.USER, "endless", "", "say something for ever"),
                call -> Answer.listing(Stream.generate(() -> {
                    made.addAndGet(PIECE);
                    return "x".repeat(PIECE - 1) + "\n";
                })));
        BoundEndpoint endpoint = BoundEndpoint.open(new AdminEndpoint(ANY_PORT, Level.USER));
        SessionLimits limits = new SessionLimits(1, Duration.ofSeconds(3));
        SessionLoop loop = new SessionLoop(List.of(endpoint), limits, new Commands(List.of(endless)));
        Thread thread = new Thread(loop, "endless");
        thread.start();
        InetSocketAddress address = (InetSocketAddress) endpoint.address();
        try (Wire deaf = Wire.connectWithSmallBuffer(address).send("endless\n")) {
            Await.standstill("the answer is made no further", made::get);
            assertThat(made.get()).isBetween((long) PIECE, BUFFERS);
            // the only session there may be has to be over for the next one to be served
            try (Wire next = Wire.connect(address).send("show cli level\n")) {
                assertThat(next.readToEnd()).isEqualTo("user\n\n");
            }
            assertThat(deaf.received()).isEmpty();
        } finally {
            loop.stop();
            thread.join();
        }
        assertThat(made.get()).isLessThan(BUFFERS);
    }

    @Test
    void aCommandThatGoesTooDeepEndsItsSessionOnly() throws Exception {
        AdminCommand deep =
                AdminCommand.of(AdminCommand.Spec.of(Level.USER, "deep", "", "need more stack than there is"), call -> {
                    throw new StackOverflowError();
                });
        BoundEndpoint endpoint = BoundEndpoint.open(new AdminEndpoint(ANY_PORT, Level.USER));
        SessionLoop loop = new SessionLoop(List.of(endpoint), SessionLimits.STANDARD, new Commands(List.of(deep)));
        Thread thread = new Thread(loop, "deep");
        thread.start();
        InetSocketAddress address = (InetSocketAddress) endpoint.address();
        try (Wire unlucky = Wire.connect(address).send("deep\n");
                Wire next = Wire.connect(address).send("show cli level\n")) {
            assertThat(unlucky.readToEnd()).isEmpty();
            assertThat(next.readToEnd()).isEqualTo("user\n\n");
        } finally {
            loop.stop();
            thread.join();
        }
    }

    @Test
    void clientsAreServedWhateverComesToTheAdminSocket() throws IOException {
        try (Desk desk = Desk.open()) {
            desk.nodes(desk.origin(1, 10));
            CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> served(desk));
            List<SocketChannel> crowd = new ArrayList<>();
            Random random = new Random(1);
            try {
                for (int i = 0; i < 1000; i++) {
                    SocketChannel channel = SocketChannel.open();
                    crowd.add(channel);
                    channel.configureBlocking(false);
                    channel.connect(desk.address());
                    if (channel.finishConnect()) {
                        channel.write(ByteBuffer.wrap(nuisance(random)));
                    }
                }
                assertThat(load.join()).isEqualTo(REQUESTS);
            } finally {
                for (SocketChannel channel : crowd) {
                    channel.close();
                }
            }
            assertThat(desk.ask("show backend\n")).startsWith("# name\n");
        }
    }

    private static byte[] nuisance(Random random) {
        byte[] bytes =
                switch (random.nextInt(4)) {
                    case 0 -> "show stat typed\n".repeat(1000).getBytes();
                    case 1 -> new byte[1024 * 1024]; // a line without an end
                    case 2 -> "prompt\nshow threads;show sess;show activity\n".getBytes();
                    default -> new byte[random.nextInt(10_000)];
                };
        if (bytes.length > 0 && bytes[0] == 0) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    /** How many of the requests are answered, on one connection after the other. */
    private static int served(Desk desk) {
        int served = 0;
        while (served < REQUESTS) {
            try (Wire client = Wire.connect(desk.balancer().address(Setup.LISTENER))) {
                for (int i = 0; i < 10; i++) {
                    assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
                    served++;
                }
            }
        }
        return served;
    }

    @Test
    void thoseWhoMayOnlyLookKeepNoAdminWaiting() {
        try (Desk desk = Desk.open()) {
            SessionLimits limits = new SessionLimits(1, Duration.ofMinutes(5));
            List<AdminEndpoint> endpoints =
                    List.of(new AdminEndpoint(ANY_PORT, Level.USER), new AdminEndpoint(ANY_PORT, Level.ADMIN));
            try (AdminSocket socket = AdminSocket.open(endpoints, limits, desk.managed())) {
                InetSocketAddress user = (InetSocketAddress) socket.addresses().get(0);
                InetSocketAddress admin = (InetSocketAddress) socket.addresses().get(1);
                try (Wire watching = Wire.connect(user).send("prompt\n");
                        Wire waiting = Wire.connect(user).send("show cli level\n");
                        Wire giving = Wire.connect(admin).send("show cli level\n")) {
                    assertThat(giving.readToEnd()).isEqualTo("admin\n\n");
                    assertThat(waiting.received()).isEmpty();
                    watching.send("quit\n").readToEnd();
                    assertThat(waiting.readToEnd()).isEqualTo("user\n\n");
                }
            }
        }
    }

    @Test
    void aSilentClientIsLetGoAfterTheTimeThatIsConfigured() {
        try (Desk desk = Desk.open()) {
            SessionLimits limits = new SessionLimits(2, Duration.ofMillis(200));
            List<AdminEndpoint> endpoints = List.of(new AdminEndpoint(ANY_PORT, Level.OPERATOR));
            try (AdminSocket socket = AdminSocket.open(endpoints, limits, desk.managed())) {
                InetSocketAddress address =
                        (InetSocketAddress) socket.addresses().get(0);
                try (Wire silent = Wire.connect(address);
                        Wire halfALine = Wire.connect(address).send("show ");
                        Wire third = Wire.connect(address).send("show cli level\n")) {
                    assertThat(silent.readToEnd()).isEmpty();
                    assertThat(halfALine.readToEnd()).isEmpty();
                    assertThat(third.readToEnd()).isEqualTo("operator\n\n");
                }
            }
        }
    }
}
