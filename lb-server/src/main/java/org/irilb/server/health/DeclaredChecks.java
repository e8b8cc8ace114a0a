package org.irilb.server.health;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.irilb.consul.instance.DeclaredCheck;
import org.irilb.core.config.NodeConfig;
import org.irilb.health.active.CheckPace;
import org.irilb.health.active.PacedCheck;
import org.irilb.health.check.Check;
import org.irilb.health.check.HttpCheck;
import org.irilb.health.check.NodeCheck;
import org.irilb.health.check.NodeCheckOptions;
import org.irilb.health.check.Target;
import org.irilb.health.check.TcpCheck;
import org.irilb.server.nodecheck.NodeCheckRun;

/** Makes of what a definition file declares for Consul what is run here instead, without a process. Pure. */
final class DeclaredChecks {

    private static final String SCRIPT = "node_check.sh";

    /** Consul's own, where a check names none. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private DeclaredChecks() {}

    /**
     * Those that can be run here; scripts of others can't.
     *
     * @param usual pace of checks, for what the checks don't say
     */
    static List<PacedCheck> of(NodeConfig node, List<DeclaredCheck> declared, CheckPace usual) {
        return declared.stream()
                .flatMap(each -> check(node, each).map(check -> new PacedCheck(check, pace(each, usual))).stream())
                .toList();
    }

    private static CheckPace pace(DeclaredCheck declared, CheckPace usual) {
        Duration interval = declared.interval().orElse(usual.interval());
        Duration fast = interval.compareTo(usual.fastInterval()) < 0 ? interval : usual.fastInterval();
        return new CheckPace(
                interval,
                fast,
                declared.interval().orElse(usual.downInterval()),
                declared.rise().orElse(usual.rise()),
                declared.fall().orElse(usual.fall()));
    }

    private static Optional<Check> check(NodeConfig node, DeclaredCheck declared) {
        Duration timeout = declared.timeout().orElse(TIMEOUT);
        if (!declared.args().isEmpty()) {
            return script(node, declared.args(), timeout);
        }
        if (declared.http().isPresent()) {
            return declared.http()
                    .flatMap(Target::parse)
                    .map(url -> new HttpCheck(
                            url,
                            timeout,
                            node.tls().verifiedIf(!declared.skipVerify()),
                            declared.method(),
                            declared.body()));
        }
        return declared.tcp().flatMap(Target::parse).map(target -> new TcpCheck(target, timeout, node.tls()));
    }

    /** The old script, or the command that has taken its place, however it is started. */
    private static Optional<Check> script(NodeConfig node, List<String> args, Duration timeout) {
        for (int i = 0; i < args.size(); i++) {
            if (isOurs(args.get(i))) {
                NodeCheckOptions.Parsed parsed = NodeCheckOptions.parse(args.subList(i + 1, args.size()));
                return parsed instanceof NodeCheckOptions.Run run
                        ? Optional.of(as(node, run.check(), timeout))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isOurs(String arg) {
        Path name = Path.of(arg.isEmpty() ? "." : arg).getFileName();
        return arg.equals(NodeCheckRun.NAME) || name != null && name.toString().equals(SCRIPT);
    }

    /** Verified as the node is when requests are sent to it, or not at all. */
    private static Check as(NodeConfig node, NodeCheck check, Duration timeout) {
        Duration shorter = check.timeout().compareTo(timeout) <= 0 ? check.timeout() : timeout;
        return check.at(check.target(), shorter, node.tls());
    }
}
