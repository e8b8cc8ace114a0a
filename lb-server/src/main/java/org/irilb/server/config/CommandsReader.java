package org.irilb.server.config;

import static org.irilb.server.config.Kind.COMMAND;
import static org.irilb.server.config.Kind.NAME;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.CommandClass;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.CommandProfiles;
import org.irilb.core.config.RetryRule;

/** The keys that tell what is known of commands: those of a kind of node, with further ones or other views of them. */
final class CommandsReader {

    private enum Profile {
        IRI(CommandProfiles.IRI),
        HORNET(CommandProfiles.HORNET),
        /** For services that aren't told by commands. */
        NONE(List.of());

        private final List<CommandProfile> commands;

        Profile(List<CommandProfile> commands) {
            this.commands = commands;
        }
    }

    private CommandsReader() {}

    static List<CommandProfile> read(Section section) {
        List<CommandProfile> commands =
                new ArrayList<>(section.value("profile", Kind.choice(Profile.class), Profile.IRI).commands);
        Kind<String> name = COMMAND.unique();
        for (CommandProfile command :
                section.sectionsOrNone("extend", () -> Yaml.parse("[]"), entry -> command(entry, name))) {
            commands.removeIf(known -> known.name().equalsIgnoreCase(command.name()));
            commands.add(command);
        }
        return commands;
    }

    private static CommandProfile command(Section entry, Kind<String> name) {
        return new CommandProfile(
                entry.required("name", name, BalancerReader.UNNAMED),
                entry.required("class", Kind.choice(CommandClass.class), CommandClass.READ),
                entry.optional("lock", NAME, Optional.empty()).orElse(""),
                entry.value("retry", Kind.choice(RetryRule.class), RetryRule.NEVER),
                entry.value("cost", Kind.integer(0, CommandProfile.MAX_COST), 1));
    }
}
