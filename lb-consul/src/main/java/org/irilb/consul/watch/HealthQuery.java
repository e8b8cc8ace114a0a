package org.irilb.consul.watch;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.api.HealthEntry;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.watch.DatacenterApi.Right;

/**
 * Asks for all instances of one service with their checks, in one query (Consul documentation, "List Service Instances
 * for a Service"). One Vert.x loop's.
 */
public final class HealthQuery implements WatchLoop.Reader<List<ServiceInstance>> {

    /** More names would say no more about a token. */
    private static final int NODES_ASKED_FOR = 16;

    private final DatacenterApi datacenter;
    private final String service;
    private final boolean cached;
    private final Supplier<Set<String>> consulNodes;

    /**
     * @param cached whether the agent may answer from what it keeps instead of a server that may lag behind
     * @param consulNodes tells the Consul nodes that instances were registered at
     */
    public HealthQuery(DatacenterApi datacenter, String service, boolean cached, Supplier<Set<String>> consulNodes) {
        this.datacenter = datacenter;
        this.service = service;
        this.cached = cached;
        this.consulNodes = consulNodes;
    }

    @Override
    public Future<Answer<List<ServiceInstance>>> ask(Question question, Duration patience) {
        String path = "/v1/health/service/" + ConsulApi.encoded(service);
        HttpRequest<Buffer> request = cached ? datacenter.getCached(path, question) : datacenter.get(path, question);
        return datacenter.api().send(request, Buffer.buffer(), patience).map(HealthQuery::answer);
    }

    private static Answer<List<ServiceInstance>> answer(HttpResponse<Buffer> response) {
        Buffer body = response.body();
        List<ServiceInstance> instances = HealthEntry.read(body == null ? new byte[0] : body.getBytes());
        // Consul from 1.11 on says so
        if (instances.isEmpty() && "true".equals(response.getHeader("X-Consul-Results-Filtered-By-ACLs"))) {
            throw new ReadFailure(ReadFailure.Kind.FORBIDDEN, "the token may read no instance");
        }
        return DatacenterApi.answer(response, instances);
    }

    /**
     * Asks most of the servers, and whether our token may see what they know: to a token that is worth nothing, Consul
     * answers with a list that leaves everything out.
     */
    @Override
    public Future<Answer<List<ServiceInstance>>> askCarefully(Duration patience) {
        List<Right> rights = new ArrayList<>();
        rights.add(new Right("service", service));
        consulNodes.get().stream().sorted().limit(NODES_ASKED_FOR).forEach(name -> rights.add(new Right("node", name)));
        return datacenter
                .mayRead(rights, patience)
                .compose(allowed -> ask(Question.atOnce(Question.Consistency.CONFIRMED), patience));
    }

    @Override
    public Future<?> signOfLife(Duration patience) {
        return datacenter.signOfLife(patience);
    }

    @Override
    public void failed() {
        datacenter.api().turnToNextAgent();
    }
}
