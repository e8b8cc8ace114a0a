package org.irilb.server.admin.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.InfoForm;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/** {@code show info}: what can be said of the process as a whole. Immutable. */
final class ShowInfo implements AdminCommand {

    private final Statistics statistics;
    private final Build build;
    private final String node = hostName();

    ShowInfo(Statistics statistics, Build build) {
        this.statistics = statistics;
        this.build = build;
    }

    /** As the kernel knows it; Java would ask the name service. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
        } catch (IOException e) {
            return "localhost";
        }
    }

    @Override
    public Spec spec() {
        return Spec.of(
                Level.USER, "show info", "[desc|json|typed|float]*", "show what can be said of the process as a whole");
    }

    @Override
    public Answer run(Call call) {
        InfoForm form =
                switch (call.lastOf("typed", "json")) {
                    case "typed" -> InfoForm.TYPED;
                    case "json" -> InfoForm.JSON;
                    default -> InfoForm.LINES;
                };
        InfoForm.Detail detail = new InfoForm.Detail(
                call.arguments().contains("desc"), call.arguments().contains("float"));
        return Answer.listing(form.write(statistics.view(), build, node, detail));
    }
}
