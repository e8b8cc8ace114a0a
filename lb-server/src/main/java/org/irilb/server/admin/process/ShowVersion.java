package org.irilb.server.admin.process;

import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.config.Level;

/** {@code show version}. Immutable. */
final class ShowVersion implements AdminCommand {

    private final Build build;

    ShowVersion(Build build) {
        this.build = build;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show version", "", "show the version of this program");
    }

    @Override
    public Answer run(Call call) {
        return Answer.info(build.version());
    }
}
