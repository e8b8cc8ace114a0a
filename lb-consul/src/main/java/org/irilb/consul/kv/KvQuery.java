package org.irilb.consul.kv;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.irilb.consul.api.ConsulApi;
import org.irilb.consul.watch.Answer;
import org.irilb.consul.watch.DatacenterApi;
import org.irilb.consul.watch.DatacenterApi.Right;
import org.irilb.consul.watch.Question;
import org.irilb.consul.watch.WatchLoop;

/** Asks for all values below a prefix, in one query (Consul documentation, "Read Key"). One Vert.x loop's. */
final class KvQuery implements WatchLoop.Reader<Map<String, String>> {

    private static final int NOT_FOUND = 404;

    private final DatacenterApi datacenter;
    private final String prefix;
    private final String path;
    private final Supplier<Set<String>> known;

    /**
     * @param prefix without a slash at its ends
     * @param known tells the keys that were there
     */
    KvQuery(DatacenterApi datacenter, String prefix, Supplier<Set<String>> known) {
        this.datacenter = datacenter;
        this.prefix = prefix + "/";
        this.path = Arrays.stream(prefix.split("/")).map(ConsulApi::encoded).collect(Collectors.joining("/")) + "/";
        this.known = known;
    }

    @Override
    public Future<Answer<Map<String, String>>> ask(Question question, Duration patience) {
        return datacenter
                .api()
                .exchange(
                        datacenter.get("/v1/kv/" + path, question).addQueryParam("recurse", ""),
                        Buffer.buffer(),
                        patience)
                .map(this::answer);
    }

    /** Consul answers 404 where there are no keys, with an index as always; another server has none. */
    private Answer<Map<String, String>> answer(HttpResponse<Buffer> response) {
        if (response.statusCode() == NOT_FOUND && response.getHeader("X-Consul-Index") != null) {
            return DatacenterApi.answer(response, Map.of());
        }
        if (response.statusCode() != 200) {
            throw ConsulApi.failure(response);
        }
        Buffer body = response.body();
        return DatacenterApi.answer(response, KvEntry.read(body == null ? new byte[0] : body.getBytes(), prefix));
    }

    /**
     * Asks most of the servers, and whether our token may read the keys that were there: what it may not read, Consul
     * leaves out.
     */
    @Override
    public Future<Answer<Map<String, String>>> askCarefully(Duration patience) {
        List<Right> rights =
                known.get().stream().map(key -> new Right("key", prefix + key)).toList();
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
