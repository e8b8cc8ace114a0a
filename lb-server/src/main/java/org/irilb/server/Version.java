package org.irilb.server;

import org.irilb.server.admin.stat.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {Build.NAME + " " + Build.read().version() + ", Java " + Runtime.version()};
    }
}
