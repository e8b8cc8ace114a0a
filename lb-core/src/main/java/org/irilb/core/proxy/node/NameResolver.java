package org.irilb.core.proxy.node;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverException;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.irilb.core.metrics.NameServerStatus;
import org.irilb.core.proxy.io.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of nodes' names without blocking, IPv4 first. Most nodes are known by their addresses; only the
 * first name has the system's name servers read. Any thread.
 */
final class NameResolver implements AutoCloseable {

    private final Transport transport;
    private final Supplier<DnsServerAddressStreamProvider> nameServers;
    private final NameServers asked = new NameServers();
    private final AtomicReference<@Nullable DnsAddressResolverGroup> made = new AtomicReference<>();
    /** Each done when it is closed. */
    private final Set<CompletableFuture<Void>> sockets = ConcurrentHashMap.newKeySet();

    /** @param nameServers who knows the names; may be asked more than once */
    NameResolver(Transport transport, Supplier<DnsServerAddressStreamProvider> nameServers) {
        this.transport = transport;
        this.nameServers = nameServers;
    }

    /** What connections take for names. */
    DnsAddressResolverGroup group() {
        DnsAddressResolverGroup present = made.get();
        if (present != null) {
            return present;
        }
        DnsAddressResolverGroup mine = make();
        DnsAddressResolverGroup earlier = made.compareAndExchange(null, mine);
        return earlier == null ? mine : earlier; // mine holds nothing yet
    }

    private DnsAddressResolverGroup make() {
        return new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelFactory(this::openSocket)
                .nameServerProvider(nameServers.get())
                .dnsQueryLifecycleObserverFactory(asked)
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED));
    }

    private DatagramChannel openSocket() {
        DatagramChannel socket = transport.openDatagramSocket();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        sockets.add(closed);
        socket.closeFuture().addListener(end -> {
            sockets.remove(closed);
            closed.complete(null);
        });
        return socket;
    }

    /** Whom it has asked. */
    List<NameServerStatus> nameServers() {
        return asked.status();
    }

    /** Whether a name has an address; true, too, if no name server says otherwise. Never fails. */
    CompletableFuture<Boolean> knows(EventLoop loop, String host) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        try {
            group().getResolver(loop)
                    .resolve(InetSocketAddress.createUnresolved(host, 0))
                    .addListener(result -> answer.complete(result.isSuccess() || !saysUnknown(result.cause())));
        } catch (IllegalStateException | RejectedExecutionException e) {
            answer.complete(true); // it is being closed
        }
        return answer;
    }

    /** A name server that is silent, or can't say, says nothing about the name. */
    static boolean saysUnknown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DnsErrorCauseException error) {
                return error.getCode().equals(DnsResponseCode.NXDOMAIN);
            }
            if (cause instanceof DnsNameResolverException) {
                return false;
            }
        }
        return failure instanceof UnknownHostException;
    }

    @Override
    public void close() {
        DnsAddressResolverGroup present = made.get();
        if (present != null) {
            present.close();
        }
    }

    /** Once it is closed: done when its sockets are. */
    CompletableFuture<Void> ended() {
        return CompletableFuture.allOf(sockets.toArray(CompletableFuture<?>[]::new));
    }
}
