package org.irilb.server.admin.backend;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.irilb.consul.definition.NodeChange;
import org.irilb.consul.registry.NodeRegistry;
import org.irilb.consul.registry.RegistryException;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.Membership;
import org.irilb.core.config.ServerName;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Wrong;
import org.irilb.server.admin.stat.Proxies;
import org.irilb.server.config.Level;

/**
 * {@code add server} and {@code del server}: as the commands {@code node add} and {@code node remove} do it, so that a
 * new server outlasts the process. As with HAProxy it begins in maintenance. Immutable.
 */
final class RegistrationCommands {

    /** Until the balancer has found the file, or that it is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String ARGUMENTS = "'server' expects <name> and <addr>[:<port>] as arguments.";

    private final LoadBalancer balancer;
    private final Optional<NodeRegistry> registry;
    /** Registries block, and are one thread's. */
    private final Executor thread = oneThread();

    /** @param registry nothing if the nodes are somebody else's */
    RegistrationCommands(LoadBalancer balancer, Optional<NodeRegistry> registry) {
        this.balancer = balancer;
        this.registry = registry;
    }

    private static Executor oneThread() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread registering = new Thread(task, "irilb-admin-registry");
                    registering.setDaemon(true);
                    return registering;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    List<AdminCommand> all() {
        return List.of(
                AdminCommand.of(
                        AdminCommand.Spec.of(
                                Level.ADMIN,
                                "add server",
                                "<bk>/<srv> <addr> [opts]",
                                "register a node, in maintenance"),
                        this::add),
                AdminCommand.of(
                        AdminCommand.Spec.of(
                                Level.ADMIN, "del server", "<bk>/<srv>", "take a node's registration back"),
                        this::del));
    }

    private NodeRegistry registry() throws Wrong {
        return registry.orElseThrow(
                () -> new Wrong(
                        "The nodes are registered in Consul: 'node add' and 'node remove' of the command line, or its agents, change them."));
    }

    private Answer add(AdminCommand.Call call) throws Wrong {
        ServerName name = name(call.argument(0));
        if (server(name).isPresent()) {
            throw new Wrong("Already exists a server with the same name in backend.");
        }
        NodeChange change = change(name, call);
        NodeRegistry nodes = registry();
        return later(
                balancer.setByHand(name, byHand -> byHand.with(ServiceState.MAINT))
                        .thenRunAsync(() -> nodes.add(change), thread)
                        .thenCompose(added -> balancer.operator().whenThere(name)),
                "New server registered.");
    }

    private Answer del(AdminCommand.Call call) throws Wrong {
        ServerName name = name(call.argument(0));
        ServerStatus server = server(name).orElseThrow(() -> new Wrong("No such server."));
        for (PoolStatus pool : balancer.status().pools()) {
            for (ServerStatus same : pool.servers()) {
                if (same.name().equals(server.name()) && !same.state().equals("MAINT")) {
                    throw new Wrong("Only servers in maintenance mode can be deleted.");
                }
                if (same.name().equals(server.name()) && same.current() > 0) {
                    throw new Wrong("Server still has connections attached to it, cannot remove it.");
                }
            }
        }
        NodeRegistry nodes = registry();
        return later(
                CompletableFuture.runAsync(() -> nodes.remove(name.node()), thread)
                        .thenCompose(removed -> balancer.operator().whenGone(name))
                        .thenCompose(gone -> balancer.setByHand(name, byHand -> byHand.with(ServiceState.READY))),
                "Server deleted.");
    }

    private static Answer later(CompletableFuture<?> change, String done) {
        return new Answer.Later(change.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .handle((result, failure) -> failure == null ? Answer.info(done) : Answer.error(reason(failure))));
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RegistryException
                ? cause.getMessage()
                : "Registered, but not seen for " + PATIENCE.toSeconds() + " s; see the log.";
    }

    private ServerName name(String text) throws Wrong {
        int slash = text.indexOf('/');
        if (slash < 0 || slash == text.length() - 1) {
            throw new Wrong("Require 'backend/server'.");
        }
        PoolStatus pool = Proxies.pool(balancer.status(), text.substring(0, slash))
                .orElseThrow(() -> new Wrong("No such backend."));
        return new ServerName(pool.name(), text.substring(slash + 1));
    }

    private Optional<ServerStatus> server(ServerName name) {
        return Proxies.pool(balancer.status(), name.pool()).stream()
                .flatMap(pool -> pool.servers().stream())
                .filter(server -> server.name().equals(name.node()))
                .findFirst();
    }

    /** What HAProxy's keywords say of a node; those that mean nothing here are refused. */
    private NodeChange change(ServerName name, AdminCommand.Call call) throws Wrong {
        String address = call.argument(1);
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new Wrong(ARGUMENTS);
        }
        String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        Map<String, String> tags = new HashMap<>();
        if (balancer.operator().membership(name.pool()) == Membership.POW) {
            tags.put("pow", "only");
        }
        for (int i = 2; i < call.arguments().size(); i++) {
            String keyword = call.argument(i);
            switch (keyword) {
                case "weight", "maxconn" -> tags.put(keyword, value(call, keyword, ++i));
                case "ssl" -> tags.put("scheme", "https");
                case "verify" -> tags.put("sslverify", value(call, keyword, ++i).equals("none") ? "0" : "1");
                case "check" -> {} // every node is checked as the configuration says
                default -> throw new Wrong("unknown keyword '" + keyword + "'.");
            }
        }
        return new NodeChange(
                Optional.of(name.node()),
                Optional.of(host),
                OptionalInt.of(Integer.parseInt(address.substring(colon + 1))),
                tags,
                Optional.empty());
    }

    private static String value(AdminCommand.Call call, String keyword, int index) throws Wrong {
        if (call.argument(index).isEmpty()) {
            throw new Wrong("'" + keyword + "' expects a value.");
        }
        return call.argument(index);
    }
}
