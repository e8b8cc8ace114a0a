package org.irilb.server.admin.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.ListEdit;
import org.irilb.core.config.RuleEdits;
import org.irilb.core.config.RuleLists;
import org.irilb.server.admin.command.WholeNumber;
import org.irilb.server.admin.command.Wrong;
import org.irilb.server.config.Addresses;

/** A list of the rules that operators may edit, which HAProxy calls an ACL. */
enum EditableList {
    WHITELIST(
            "whitelist",
            "src",
            new Of<>(
                    RuleLists::whitelist,
                    Addresses::block,
                    "a valid IPv4 or IPv6 address",
                    (edits, change) -> edits.withWhitelist(change.apply(edits.whitelist())))),
    DENY_SOURCES(
            "deny-sources",
            "src",
            new Of<>(
                    RuleLists::denySources,
                    Addresses::block,
                    "a valid IPv4 or IPv6 address",
                    (edits, change) -> edits.withDenySources(change.apply(edits.denySources())))),
    DENY_COMMANDS(
            "deny-commands",
            "command",
            new Of<>(
                    RuleLists::denyCommands,
                    name -> Optional.of(name).filter(text -> text.matches("[!-~&&[^,]]{1,100}")),
                    "a command",
                    (edits, change) -> edits.withDenyCommands(change.apply(edits.denyCommands()))));

    /** Changes one of the lists. */
    private interface Changer<T> {
        RuleEdits change(RuleEdits edits, UnaryOperator<ListEdit<T>> change);
    }

    /** A list whose entries are {@code T}. */
    private record Of<T>(
            Function<RuleLists, List<T>> present,
            Function<String, Optional<T>> reader,
            String expected,
            Changer<T> changer) {

        UnaryOperator<RuleEdits> add(List<String> texts) throws Wrong {
            List<T> entries = new ArrayList<>();
            for (String text : texts) {
                entries.add(reader.apply(text).orElseThrow(() -> new Wrong("'" + text + "' is not " + expected + ".")));
            }
            return edits -> changer.change(edits, edit -> edit.add(entries));
        }

        UnaryOperator<RuleEdits> remove(RuleLists lists, String text) throws Wrong {
            T entry = present.apply(lists).stream()
                    .filter(known -> known.toString().equals(text)
                            || reference(known.toString()).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new Wrong("Key not found."));
            return edits -> changer.change(edits, edit -> edit.remove(entry));
        }

        UnaryOperator<RuleEdits> clear(RuleLists lists) {
            List<T> all = present.apply(lists);
            return edits -> changer.change(edits, edit -> edit.clear(all));
        }
    }

    private final String label;
    private final String fetch;
    private final Of<?> list;

    EditableList(String label, String fetch, Of<?> list) {
        this.label = label;
        this.fetch = fetch;
        this.list = list;
    }

    /** @param text {@code #} and its number, or its name */
    static EditableList find(String text) throws Wrong {
        OptionalInt number = WholeNumber.ofReference(text);
        return Arrays.stream(values())
                .filter(list -> list.label.equals(text) || number.isPresent() && number.getAsInt() == list.ordinal())
                .findFirst()
                .orElseThrow(() -> new Wrong("Unknown ACL identifier. Please use #<id> or <file>."));
    }

    List<String> entries(RuleLists lists) {
        return list.present().apply(lists).stream().map(Object::toString).toList();
    }

    /** Its line in the list of lists. */
    String describe(RuleLists lists) {
        return ordinal() + " (" + label + ") acl '" + fetch + "' rules." + label + ". curr_ver=0 next_ver=0 entry_cnt="
                + entries(lists).size() + "\n";
    }

    /** What {@code del acl} takes for an entry, too. */
    static String reference(String entry) {
        return "#0x" + String.format("%08x", entry.hashCode());
    }

    UnaryOperator<RuleEdits> add(List<String> entries) throws Wrong {
        return list.add(entries);
    }

    UnaryOperator<RuleEdits> remove(RuleLists lists, String entry) throws Wrong {
        return list.remove(lists, entry);
    }

    UnaryOperator<RuleEdits> clear(RuleLists lists) {
        return list.clear(lists);
    }

    /** The first entry that is for {@code text}, if there is one. */
    Optional<String> match(RuleLists lists, String text) {
        if (this == DENY_COMMANDS) {
            return entries(lists).stream().filter(text::equalsIgnoreCase).findFirst();
        }
        List<AddressBlock> blocks = this == WHITELIST ? lists.whitelist() : lists.denySources();
        return Addresses.block(text)
                .flatMap(wanted ->
                        blocks.stream().filter(block -> block.contains(wanted)).findFirst())
                .map(AddressBlock::toString);
    }
}
