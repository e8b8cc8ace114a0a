package org.irilb.server.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.server.admin.Desk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HelpTest {

    /** Words, arguments and what it is for, in HAProxy's columns. */
    private static final Pattern LINE = Pattern.compile("  ([a-z][a-z -]*[a-z])((?: [^ :]*[\\[<].*?)?) *: (\\S.*)");

    private final Desk desk = Desk.open();

    @AfterEach
    void close() {
        desk.close();
    }

    private List<String> listed(String command) {
        return desk.ask(command + "\n")
                .lines()
                .filter(line -> line.startsWith("  "))
                .toList();
    }

    @Test
    void eachCommandSaysWhatItIsForAndIsFoundByItsWords() {
        List<String> all = listed("help");
        assertThat(all).hasSizeGreaterThan(60).doesNotHaveDuplicates();
        for (String line : all.subList(0, all.size() - 3)) { // the last ones are at the end of every list
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            assertThat(line.indexOf(':')).as(line).isGreaterThanOrEqualTo(42);
            assertThat(listed("help " + matcher.group(1)))
                    .as(line)
                    .contains(line)
                    .hasSizeLessThan(all.size());
        }
    }

    @Test
    void whatIsNoCommandIsAnsweredWithThoseThatBeginLikeIt() {
        assertThat(desk.ask("show serv\n"))
                .startsWith(
                        "Unknown command, but maybe one of the following ones is a better match:\n  show servers conn")
                .contains("\n  show servers state")
                .doesNotContain("show stat");
        assertThat(desk.ask("xyzzy\n"))
                .startsWith("Unknown command. Please enter one of the following commands only:\n  add acl");
    }
}
