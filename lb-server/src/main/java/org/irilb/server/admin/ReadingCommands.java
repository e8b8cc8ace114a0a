package org.irilb.server.admin;

import java.util.List;
import java.util.function.Supplier;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.stat.Build;

/** The commands that only look. A new one is a line here. */
final class ReadingCommands {

    private ReadingCommands() {}

    static List<AdminCommand> of(Supplier<BalancerStatus> status) {
        Build build = Build.read();
        return List.of(
                new ShowBackend(status),
                new ShowInfo(status, build),
                new ShowServersState(status),
                new ShowStat(status),
                new ShowVersion(build));
    }
}
