package org.irilb.benchmarks.compare;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Setup;

/** The balancer as a process, until the server's command line is there. */
final class Interim {

    private Interim() {}

    public static void main(String[] args) throws InterruptedException {
        BalancerConfig base = Setup.standard().withWorkers(1).config();
        TransportChoice transport = TransportChoice.valueOf(System.getProperty("transport", "AUTO"));
        int port = Integer.parseInt(args[0]);
        LoadBalancer balancer = LoadBalancer.start(new BalancerConfig(
                List.of(new ListenerConfig(Setup.LISTENER, "127.0.0.1", port, false, 20_000)),
                20_000,
                base.timeouts(),
                base.maxBody(),
                base.pools(),
                base.routes(),
                base.rules(),
                base.compression(),
                base.via(),
                1,
                transport));
        balancer.updateNodes(List.of(Setup.node(Integer.parseInt(args[1]), 1, Integer.parseInt(args[2]))));
        System.out.println(balancer.status().transport());
        new CountDownLatch(1).await();
    }
}
