package org.irilb.health.agent;

import java.time.Duration;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.metrics.AgentStatus;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.Line;

/** A node's agent for as long as the node is there. The checks' thread; its status may be read by any. */
final class Agent {

    private final AgentAddress address;
    private AgentState state = AgentState.SILENT;
    private volatile AgentStatus status;

    Agent(AgentAddress address) {
        this.address = address;
        this.status = new AgentStatus(address.port(), "INI", "Initializing", Duration.ZERO, "", true);
    }

    AgentAddress address() {
        return address;
    }

    HealthVerdict verdict() {
        return state.verdict();
    }

    /** Any thread. */
    AgentStatus status() {
        return status;
    }

    /** Returns whether that changes what is held of the node. */
    boolean heard(Line line) {
        HealthVerdict before = state.verdict();
        CheckStatus code = line.status();
        String text = line.text();
        if (line.isThere()) {
            state = text.isBlank() ? state.silent() : state.next(text);
            code = state.said();
            text = text.isBlank() ? "" : "via agent : " + state.text();
        }
        status = new AgentStatus(address.port(), code.name(), code.description(), line.took(), text, !state.down());
        return !state.verdict().equals(before);
    }
}
