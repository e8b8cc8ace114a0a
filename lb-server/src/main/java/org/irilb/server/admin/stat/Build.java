package org.irilb.server.admin.stat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * Which program this is.
 *
 * @param version e.g. {@code 1.0.0}; {@code dev} if it doesn't run from its jar
 * @param date of the release, {@code yyyy/mm/dd}; {@code dev} if it doesn't run from its jar
 */
public record Build(String version, String date) {

    public static final String NAME = "iri-lb";

    private static final String MANIFEST = "/META-INF/MANIFEST.MF";

    /** Reads the manifest of the jar. */
    public static Build read() {
        try (InputStream manifest = Build.class.getResourceAsStream(MANIFEST)) {
            Attributes main = manifest == null ? new Attributes() : new Manifest(manifest).getMainAttributes();
            if (!NAME.equals(main.getValue(Attributes.Name.IMPLEMENTATION_TITLE))) {
                return new Build("dev", "dev");
            }
            String date = Optional.ofNullable(main.getValue("Build-Date")).orElse("");
            return new Build(
                    main.getValue(Attributes.Name.IMPLEMENTATION_VERSION),
                    date.replaceAll("T.*", "").replace('-', '/'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
