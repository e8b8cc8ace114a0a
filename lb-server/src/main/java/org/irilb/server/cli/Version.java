package org.irilb.server.cli;

import org.irilb.server.admin.stat.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {Build.NAME + " " + Build.read().version() + ", Java " + Runtime.version()};
    }
}
