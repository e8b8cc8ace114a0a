package org.irilb.health.check;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.irilb.core.config.TlsOptions;

/** Whether a node tells its state: what the predecessor's HAProxy asked, but with a look at the status too. */
public record InfoCheck(Target target, Duration timeout, TlsOptions tls) implements Check {

    private static final String COMMAND = "getNodeInfo";
    private static final String WITNESS = "transactionsToRequest";

    @Override
    public Dialogue begin() {
        return new Dialogue() {
            @Override
            public Step connected() {
                return new Ask(Question.command(COMMAND));
            }

            @Override
            public Step answered(Answer answer) {
                return new Conclude(judge(answer));
            }
        };
    }

    private static Dialogue.Verdict judge(Dialogue.Answer answer) {
        int code = answer.status();
        if (code != 200) {
            return verdict(
                    CheckStatus.L7STS, code, COMMAND + ": answered " + code + " (expected: 200)", Optional.empty());
        }
        try {
            NodeInfo info = NodeInfo.read(answer.body());
            return info.number(WITNESS).isPresent()
                    ? verdict(CheckStatus.L7OK, code, COMMAND + ": answered", Optional.of(info))
                    : verdict(CheckStatus.L7RSP, code, WITNESS + ": absent (expected: a number)", Optional.of(info));
        } catch (IOException e) {
            String text = COMMAND + ": no JSON (expected: an object in JSON)";
            return verdict(CheckStatus.L7RSP, code, text, Optional.empty());
        }
    }

    private static Dialogue.Verdict verdict(CheckStatus status, int code, String text, Optional<NodeInfo> info) {
        return new Dialogue.Verdict(status, code, false, text, info);
    }
}
