package org.irilb.server.admin.guard;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.core.Operator;
import org.irilb.core.config.RuleEdits;
import org.irilb.core.config.RuleLists;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Wrong;
import org.irilb.server.config.Level;

/** The commands that show and edit lists of the rules. They change what runs, and no file. Immutable. */
final class AclCommands {

    private final Operator operator;

    AclCommands(Operator operator) {
        this.operator = operator;
    }

    List<AdminCommand> all() {
        return List.of(
                command(Level.USER, "show acl", "[<acl>]", "list the lists of rules, or what is in one", this::show),
                command(Level.USER, "get acl", "<acl> <value>", "tell whether a list has a value", this::get),
                command(Level.ADMIN, "add acl", "<acl> <pattern>", "add to a list (payload supported)", this::add),
                command(Level.ADMIN, "del acl", "<acl> [<key>|#<ref>]", "take out of a list", this::del),
                command(Level.ADMIN, "clear acl", "<acl>", "empty a list", this::clear));
    }

    private static AdminCommand command(
            Level level, String words, String arguments, String purpose, AdminCommand.Action action) {
        return AdminCommand.of(AdminCommand.Spec.of(level, words, arguments, purpose), action);
    }

    private Answer show(AdminCommand.Call call) throws Wrong {
        RuleLists lists = operator.ruleLists();
        if (call.arguments().isEmpty()) {
            return Answer.listing(Arrays.stream(EditableList.values())
                    .map(list -> list.describe(lists))
                    .collect(Collectors.joining("", "# id (file) description\n", "")));
        }
        Stream<String> lines = EditableList.find(call.argument(0)).entries(lists).stream()
                .map(entry -> EditableList.reference(entry).substring(1) + " " + entry + "\n");
        return Answer.listing(lines);
    }

    private Answer get(AdminCommand.Call call) throws Wrong {
        if (call.argument(1).isEmpty()) {
            throw new Wrong("Missing ACL identifier and/or key.");
        }
        EditableList list = EditableList.find(call.argument(0));
        String type = list == EditableList.DENY_COMMANDS ? "str, case=insensitive" : "ip, case=sensitive";
        return Answer.listing("type=" + type
                + list.match(operator.ruleLists(), call.argument(1))
                        .map(entry -> ", match=yes, idx=tree, pattern=\"" + entry + "\"")
                        .orElse(", match=no")
                + "\n");
    }

    private Answer add(AdminCommand.Call call) throws Wrong {
        boolean many = !call.payload().isEmpty();
        if (call.argument(0).isEmpty() || !many && call.argument(1).isEmpty()) {
            throw new Wrong("'add acl' expects two parameters: ACL identifier and pattern.");
        }
        List<String> entries = many ? call.payload().lines().map(String::strip).toList() : List.of(call.argument(1));
        return edit(EditableList.find(call.argument(0)).add(entries));
    }

    private Answer del(AdminCommand.Call call) throws Wrong {
        if (call.argument(1).isEmpty()) {
            throw new Wrong("This command expects two parameters: ACL identifier and key.");
        }
        return edit(EditableList.find(call.argument(0)).remove(operator.ruleLists(), call.argument(1)));
    }

    private Answer clear(AdminCommand.Call call) throws Wrong {
        if (call.argument(0).isEmpty()) {
            throw new Wrong("Missing ACL identifier.");
        }
        return edit(EditableList.find(call.argument(0)).clear(operator.ruleLists()));
    }

    private Answer edit(UnaryOperator<RuleEdits> change) {
        return new Answer.Later(operator.editRules(change).thenApply(done -> Answer.DONE));
    }
}
