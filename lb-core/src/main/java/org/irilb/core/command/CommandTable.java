package org.irilb.core.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.CommandProfiles;

/** The commands that something is known of. Immutable; any thread. */
public final class CommandTable {

    public static final CommandTable IRI = new CommandTable(CommandProfiles.IRI);

    private final List<CommandProfile> profiles;
    private final Command.Named[] asSpelt;
    private final TreeMap<String, CommandProfile> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public CommandTable(List<CommandProfile> profiles) {
        this.profiles = List.copyOf(profiles);
        this.asSpelt = profiles.stream()
                .map(profile -> new Command.Named(profile.name(), profile))
                .toArray(Command.Named[]::new);
        profiles.forEach(profile -> ignoringCase.put(profile.name(), profile));
    }

    public List<CommandProfile> profiles() {
        return profiles;
    }

    /** What is known of {@code name}, ignoring case as HORNET does; {@link CommandProfile#UNKNOWN} if nothing is. */
    public CommandProfile profile(String name) {
        return ignoringCase.getOrDefault(name, CommandProfile.UNKNOWN);
    }

    Command.Named named(String name) {
        return new Command.Named(name, profile(name));
    }

    /** The command whose name is {@code ascii[start..end)}; allocates only if it isn't spelt as in this table. */
    Command.Named named(byte[] ascii, int start, int end) {
        for (Command.Named known : asSpelt) {
            if (equal(known.name(), ascii, start, end)) {
                return known;
            }
        }
        return named(new String(ascii, start, end - start, StandardCharsets.US_ASCII));
    }

    private static boolean equal(String name, byte[] ascii, int start, int end) {
        if (name.length() != end - start) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != ascii[start + i]) {
                return false;
            }
        }
        return true;
    }
}
