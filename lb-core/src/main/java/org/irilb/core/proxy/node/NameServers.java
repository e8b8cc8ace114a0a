package org.irilb.core.proxy.node;

import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsNameResolverException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.DnsQueryLifecycleObserver;
import io.netty.resolver.dns.DnsQueryLifecycleObserverFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.irilb.core.metrics.NameServerStatus;
import org.jspecify.annotations.Nullable;

/** Counts what name servers are asked, and what they answer. Any thread. */
final class NameServers implements DnsQueryLifecycleObserverFactory {

    private static final int USUAL_PORT = 53;
    private static final String UNKNOWN = "NXDOMAIN";

    private final ConcurrentMap<String, Server> servers = new ConcurrentSkipListMap<>();

    /** What is counted of one. */
    private static final class Server {

        private final LongAdder sent = new LongAdder();
        private final LongAdder unsent = new LongAdder();
        private final LongAdder valid = new LongAdder();
        private final LongAdder aliases = new LongAdder();
        private final LongAdder unknown = new LongAdder();
        private final LongAdder silent = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final LongAdder other = new LongAdder();

        /** That a name is unknown Netty tells by its text only; else what came is an answer, without an address. */
        LongAdder failure(Throwable cause) {
            if (cause instanceof DnsNameResolverException) {
                return cause instanceof DnsNameResolverTimeoutException ? silent : other;
            }
            return String.valueOf(cause.getMessage()).contains(UNKNOWN) ? unknown : valid;
        }

        LongAdder error(DnsResponseCode code) {
            if (code.equals(DnsResponseCode.NXDOMAIN)) {
                return unknown;
            }
            return code.equals(DnsResponseCode.REFUSED) ? refused : other;
        }

        NameServerStatus status(String address) {
            return new NameServerStatus(
                    address,
                    sent.sum(),
                    unsent.sum(),
                    valid.sum(),
                    aliases.sum(),
                    unknown.sum(),
                    silent.sum(),
                    refused.sum(),
                    other.sum());
        }
    }

    /** Those that were asked, by their addresses. */
    List<NameServerStatus> status() {
        return servers.entrySet().stream()
                .map(server -> server.getValue().status(server.getKey()))
                .toList();
    }

    private Server of(InetSocketAddress address) {
        String host = address.getHostString();
        String name = address.getPort() == USUAL_PORT ? host : host + ":" + address.getPort();
        return servers.computeIfAbsent(name, fresh -> new Server());
    }

    @Override
    public DnsQueryLifecycleObserver newDnsQueryLifecycleObserver(DnsQuestion question) {
        return new Query();
    }

    /** A question, which one server may be asked after the other. One loop's. */
    private final class Query implements DnsQueryLifecycleObserver {

        /** Whose answer is awaited. */
        private @Nullable Server asked;

        @Override
        public void queryWritten(InetSocketAddress server, ChannelFuture written) {
            Server now = of(server);
            asked = now;
            written.addListener(future -> (future.isSuccess() ? now.sent : now.unsent).increment());
        }

        @Override
        public void queryCancelled(int queriesRemaining) {
            asked = null;
        }

        @Override
        public DnsQueryLifecycleObserver queryRedirected(List<InetSocketAddress> nameServers) {
            return this;
        }

        @Override
        public DnsQueryLifecycleObserver queryCNAMEd(DnsQuestion alias) {
            answered(asked == null ? null : asked.aliases);
            return new Query();
        }

        @Override
        public DnsQueryLifecycleObserver queryNoAnswer(DnsResponseCode code) {
            answered(asked == null ? null : asked.error(code));
            return this;
        }

        @Override
        public void queryFailed(Throwable cause) {
            answered(asked == null ? null : asked.failure(cause));
        }

        @Override
        public void querySucceed() {
            answered(asked == null ? null : asked.valid);
        }

        private void answered(@Nullable LongAdder count) {
            asked = null;
            if (count != null) {
                count.increment();
            }
        }
    }
}
