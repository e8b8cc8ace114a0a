package org.irilb.server.config;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Refuses what is nested deeper than any configuration, before it is read with a call for each level. One thread's. */
final class BoundedParser implements Parser {

    static final int DEPTH = 32;

    private final Parser parser;
    private int depth;

    BoundedParser(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return parser.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> deeper(event);
            case MappingEnd, SequenceEnd -> depth--;
            default -> {}
        }
        return event;
    }

    private void deeper(Event event) {
        if (++depth > DEPTH) {
            throw new ParserException("nested too deep (expected: at most " + DEPTH + " levels)", event.getStartMark());
        }
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }
}
