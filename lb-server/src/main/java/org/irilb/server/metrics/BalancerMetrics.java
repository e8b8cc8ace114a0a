package org.irilb.server.metrics;

import java.util.List;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.CommandStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.PowStatus;
import org.irilb.core.metrics.SourcesStatus;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.View;

/** What HAProxy doesn't have: commands, proof of work, sources, waits, event loops. Stateless. */
final class BalancerMetrics implements MetricSource {

    private static final Build BUILD = Build.read();

    @Override
    public void write(View view, Exposition out) {
        BalancerStatus status = view.status();
        out.gauge("irilb_build_info", "what runs here, always 1")
                .value(
                        LabelSet.of("version", BUILD.version())
                                .and("transport", status.transport())
                                .and("java", Runtime.version().toString()),
                        1);
        out.gauge("irilb_snapshot_version", "number of the snapshot that the loops work with")
                .value(status.snapshotVersion());
        commands(status.commands(), out);
        out.counter("irilb_refusals_total", "requests that a rule has refused");
        status.refusals().forEach(refusal -> out.value(LabelSet.of("rule", refusal.rule()), refusal.count()));
        pools(status.pools(), out);
        pow(status.pow(), out);
        sources(status.sources(), out);
        loops(status.loops(), out);
    }

    private static void commands(List<CommandStatus> commands, Exposition out) {
        out.counter("irilb_command_requests_total", "requests with a command");
        commands.forEach(command -> out.value(label(command), command.requests()));
        out.counter("irilb_command_failures_total", "of these, those not answered, or with 5xx, by no client's fault");
        commands.forEach(command -> out.value(label(command), command.failures()));
        out.counter("irilb_command_refusals_total", "of these, those that a rule has refused");
        for (CommandStatus command : commands) {
            LabelSet label = label(command);
            command.refusals().forEach(refusal -> out.value(label.and("rule", refusal.rule()), refusal.count()));
        }
        out.histogram("irilb_command_duration_seconds", "how long the others took, to the end of the answer");
        commands.stream()
                .filter(command -> command.requests() > 0)
                .forEach(command ->
                        out.distribution(label(command), command.times().read()));
    }

    private static LabelSet label(CommandStatus command) {
        return LabelSet.of("command", command.name());
    }

    private static void pools(List<PoolStatus> pools, Exposition out) {
        out.histogram("irilb_queue_wait_seconds", "how long requests waited for a node, in vain or not");
        pools.forEach(pool -> out.distribution(label(pool), pool.waits().read()));
        out.counter("irilb_retries_over_budget_total", "retries that were not made because there were too many");
        pools.forEach(pool -> out.value(label(pool), pool.counters().sum(Counter.RETRIES_OVER_BUDGET)));
    }

    private static LabelSet label(PoolStatus pool) {
        return LabelSet.of("proxy", pool.name());
    }

    private static void pow(PowStatus pow, Exposition out) {
        out.gauge("irilb_pow_running", "jobs of proof of work that hold a place at a node")
                .value(pow.running());
        out.gauge("irilb_pow_waiting", "jobs of proof of work that wait for one")
                .value(pow.waiting());
        out.counter("irilb_pow_begun_total", "jobs of proof of work").value(pow.begun());
        out.counter("irilb_pow_joined_total", "requests that waited for a job under way")
                .value(pow.joined());
        out.counter("irilb_pow_interrupts_total", "how often nodes were asked to end work");
        out.value(LabelSet.of("cause", "asked"), pow.interrupted());
        out.value(LabelSet.of("cause", "abandoned"), pow.abandoned());
    }

    private static void sources(SourcesStatus sources, Exposition out) {
        out.gauge("irilb_sources_tracked", "sources in the table").value(sources.tracked());
        out.gauge("irilb_sources_limit", "sources that it has room for").value(sources.size());
        out.gauge("irilb_sources_banned", "sources that are banned").value(sources.banned());
        out.counter("irilb_sources_untracked_total", "connections of sources that there was no room for")
                .value(sources.untracked());
    }

    private static void loops(List<BalancerStatus.LoopThread> loops, Exposition out) {
        out.histogram("irilb_loop_lag_seconds", "how late an event loop comes to its timeouts");
        for (int loop = 0; loop < loops.size(); loop++) {
            out.distribution(
                    LabelSet.of("loop", Integer.toString(loop)),
                    loops.get(loop).lags().read());
        }
    }
}
