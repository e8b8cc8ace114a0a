package org.irilb.server.admin;

import java.util.List;
import java.util.stream.Collectors;
import org.irilb.server.config.Level;

/** {@code show cli sockets}: where the admin socket listens. Immutable. */
final class ShowCliSockets implements AdminCommand {

    private final List<BoundEndpoint> endpoints;

    ShowCliSockets(List<BoundEndpoint> endpoints) {
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
