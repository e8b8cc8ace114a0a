package org.irilb.server.admin.socket;

import java.util.List;
import java.util.stream.Collectors;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/** {@code show cli sockets}: where the admin socket listens. Immutable. */
public final class ShowCliSockets implements AdminCommand {

    private final List<BoundEndpoint> endpoints;

    public ShowCliSockets(List<BoundEndpoint> endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show cli sockets", "", "tell where the admin socket listens");
    }

    @Override
    public Answer run(Call call) {
        return Answer.listing(endpoints.stream()
                .map(endpoint -> endpoint.name() + " " + endpoint.level().word() + " all\n")
                .collect(Collectors.joining("", "# socket lvl processes\n", "")));
    }
}
