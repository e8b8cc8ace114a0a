package org.irilb.server.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.InfoForm;

/** {@code show info}: what can be said of the process as a whole. Immutable. */
final class ShowInfo implements AdminCommand {

    private final Supplier<BalancerStatus> status;
    private final Build build;
    private final String node = hostName();

    ShowInfo(Supplier<BalancerStatus> status, Build build) {
        this.status = status;
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
                Level.USER, "show info", "[desc|json|typed]*", "show what can be said of the process as a whole");
    }

    @Override
    public Answer run(Call call) {
        InfoForm form =
                switch (call.lastOf("typed", "json")) {
                    case "typed" -> InfoForm.TYPED;
                    case "json" -> InfoForm.JSON;
                    default -> InfoForm.LINES;
                };
        return Answer.listing(
                form.write(status.get(), build, node, call.arguments().contains("desc")));
    }
}
