package org.irilb.server.demo;

import com.google.gson.JsonObject;
import java.util.function.Consumer;

/**
 * A command that is being executed.
 *
 * @param parameters as sent
 * @param traits of the node when the call came
 * @param answer takes the answer; called once
 */
record Call(Parameters parameters, NodeTraits traits, Consumer<Answer> answer) {

    void succeed(JsonObject body) {
        answer.accept(Answer.ok(body));
    }

    void fail(Failure failure) {
        answer.accept(Answer.of(failure));
    }
}
