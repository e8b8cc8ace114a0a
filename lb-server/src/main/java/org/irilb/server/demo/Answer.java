package org.irilb.server.demo;

import com.google.gson.JsonObject;

/** What a node answers: a status and a JSON object, still without its duration. */
record Answer(int status, JsonObject body) {

    static Answer ok(JsonObject body) {
        return new Answer(200, body);
    }

    static Answer of(Failure failure) {
        JsonObject body = new JsonObject();
        body.addProperty(failure.status() == 500 ? "exception" : "error", failure.getMessage());
        return new Answer(failure.status(), body);
    }
}
