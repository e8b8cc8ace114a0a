package org.irilb.server.admin.process;

import java.util.List;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.AdminCommand.Spec;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/**
 * Lists of what HAProxy may have and iri-lb never has, for tools that ask for all there is: they are told that there is
 * nothing. Stateless.
 */
final class EmptyLists {

    static final List<AdminCommand> ALL = List.of(
            list(Level.OPERATOR, "show cache", "", "list the caches; there are none", "", ""),
            list(
                    Level.USER,
                    "show map",
                    "[<map>]",
                    "list the maps; there are none",
                    "# id (file) description\n",
                    "Unknown map identifier. Please use #<id> or <file>."),
            list(Level.USER, "show peers", "[<section>]", "list the peers; there are none", "", "No such peers"),
            list(
                    Level.USER,
                    "show ssl crl-file",
                    "[<file>]",
                    "list files of revoked certificates; there are none",
                    "# filename\n",
                    "Can't display the CRL file : Not found!"),
            list(
                    Level.OPERATOR,
                    "show ssl crt-list",
                    "[<list>]",
                    "list lists of certificates; there are none",
                    "",
                    "didn't find the specified filename"),
            list(
                    Level.USER,
                    "show tls-keys",
                    "[<file>]",
                    "list files of ticket keys; there are none",
                    "# id (file)\n",
                    "'show tls-keys' unable to locate referenced filename"),
            AdminCommand.of(
                    Spec.of(Level.OPERATOR, "get var", "<name>", "tell a variable; there are none"),
                    call -> Answer.error(
                            call.arguments().isEmpty()
                                    ? "Missing process-wide variable identifier."
                                    : "Variable not found.")));

    private EmptyLists() {}

    /** @param missing what is said to who asks for one; empty if nobody can */
    private static AdminCommand list(
            Level level, String words, String arguments, String purpose, String header, String missing) {
        return AdminCommand.of(
                Spec.of(level, words, arguments, purpose),
                call -> call.arguments().isEmpty() || missing.isEmpty()
                        ? Answer.listing(header)
                        : Answer.error(missing));
    }
}
