package org.irilb.server.admin;

import java.util.List;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.Statistics;

/** The commands that only look. A new one is a line here. */
final class ReadingCommands {

    private ReadingCommands() {}

    static List<AdminCommand> of(Statistics statistics) {
        Build build = Build.read();
        return List.of(
                new ShowBackend(statistics),
                new ShowInfo(statistics, build),
                new ShowServersState(statistics),
                new ShowStat(statistics),
                new ShowVersion(build));
    }
}
