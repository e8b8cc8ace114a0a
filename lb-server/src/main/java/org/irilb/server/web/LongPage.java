package org.irilb.server.web;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.irilb.server.text.Text;

/**
 * A page that takes time to be made, and to be read.
 *
 * @param made its text if somebody has asked for it a moment ago; never waits
 * @param making makes its text
 * @param page puts the rest around it
 */
record LongPage(Supplier<Optional<Text>> made, Supplier<Text> making, Function<Text, Page> page) implements Answer {

    /** One that is made for each who asks. */
    static LongPage of(Supplier<Text> making, Function<Text, Page> page) {
        return new LongPage(Optional::empty, making, page);
    }
}
