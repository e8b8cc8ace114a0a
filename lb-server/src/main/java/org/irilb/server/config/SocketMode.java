package org.irilb.server.config;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may use the file of a UNIX socket. */
public enum SocketMode {
    OWNER("600", "rw-------"),
    GROUP("660", "rw-rw----"),
    EVERYBODY("666", "rw-rw-rw-");

    private final String label;
    private final Set<PosixFilePermission> permissions;

    SocketMode(String label, String permissions) {
        this.label = label;
        this.permissions = Set.copyOf(PosixFilePermissions.fromString(permissions));
    }

    /** As chmod takes it. */
    String label() {
        return label;
    }

    public Set<PosixFilePermission> permissions() {
        return permissions;
    }
}
