package org.irilb.health.check;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a node for its state, then for each command that has to be refused or allowed. Commands are asked for without
 * parameters, so that none of them does anything; {@code interruptAttachingToTangle}, which needs none, comes last, and
 * only to a node that has refused {@code attachToTangle}. One thread's.
 */
final class NodeDialogue implements Dialogue {

    private static final String INFO = "getNodeInfo";
    private static final String ATTACH = "attachToTangle";
    private static final String INTERRUPT = "interruptAttachingToTangle";
    private static final List<String> NEIGHBOR_COMMANDS = List.of("getNeighbors", "addNeighbors", "removeNeighbors");
    private static final int REFUSED = 401;

    private final NodeCheck check;
    private final Deque<String> left = new ArrayDeque<>();
    private String asked = INFO;
    private boolean warning;
    private String summary = "";
    private @Nullable NodeInfo info;

    NodeDialogue(NodeCheck check) {
        this.check = check;
    }

    @Override
    public Step connected() {
        return ask(INFO);
    }

    private Step ask(String command) {
        asked = command;
        return new Ask(Question.command(command));
    }

    @Override
    public Step answered(Answer answer) {
        if (asked.equals(INFO)) {
            return told(answer);
        }
        return asked.equals(ATTACH) && check.pow() ? triedPow(answer) : triedLimit(answer);
    }

    private Step told(Answer answer) {
        if (answer.status() != 200) {
            return fail(
                    CheckStatus.L7STS,
                    answer,
                    INFO + ": answered " + answer.status() + said(answer) + " (expected: 200)");
        }
        try {
            info = NodeInfo.read(answer.body());
        } catch (IOException e) {
            String what = answer.body().length == 0 ? "an empty answer" : "no JSON";
            return fail(CheckStatus.L7RSP, answer, INFO + ": " + what + " (expected: an object in JSON)");
        }
        NodeRules rules = new NodeRules(check, info);
        Optional<String> fault = info.fault()
                .map(error -> INFO + ": '" + printable(error) + "' (expected: no error)")
                .or(rules::fault)
                .or(() -> tooSlow(info, answer.took()));
        if (fault.isPresent()) {
            return fail(CheckStatus.L7RSP, answer, printable(fault.get()));
        }
        warning = info.behind().isPresent();
        summary = printable(rules.summary()) + ", answered in " + answer.took().toMillis() + " ms";
        plan(info);
        return next();
    }

    private Optional<String> tooSlow(NodeInfo info, Duration measured) {
        long millis = Math.max(measured.toMillis(), info.number("duration").orElse(0));
        return millis <= check.maxAnswer().toMillis()
                ? Optional.empty()
                : Optional.of(INFO + ": took " + millis + " ms (expected: at most "
                        + check.maxAnswer().toMillis() + ")");
    }

    private void plan(NodeInfo info) {
        if (check.pow() && !info.offersPow()) {
            left.add(ATTACH);
        }
        if (check.limits()) {
            left.addAll(NEIGHBOR_COMMANDS);
        }
        if (check.limits() && !check.pow()) {
            left.add(ATTACH);
            left.add(INTERRUPT);
        }
    }

    private Step next() {
        return left.isEmpty() ? conclude(CheckStatus.L7OK, 200, summary) : ask(left.remove());
    }

    /** Without parameters an IRI before 1.8 answers 400, a later one 500; one that allows no proof of work 401. */
    private Step triedPow(Answer answer) {
        int code = answer.status();
        Optional<NodeInfo> json = json(answer);
        boolean complains = json.isPresent() && (code == 200 || code == 400 || code == 500);
        boolean isUnknown = json.flatMap(NodeInfo::fault)
                .filter(text -> text.contains("is unknown"))
                .isPresent();
        if (complains && !isUnknown) {
            return next();
        }
        return fail(
                CheckStatus.L7STS,
                answer,
                ATTACH + ": answered " + code + said(answer) + " (expected: proof of work is allowed)");
    }

    private Step triedLimit(Answer answer) {
        if (answer.status() == REFUSED) {
            return next();
        }
        return fail(
                CheckStatus.L7STS,
                answer,
                asked + ": answered " + answer.status() + " (expected: 401, it is open to all)");
    }

    private Step fail(CheckStatus status, Answer answer, String text) {
        return conclude(status, answer.status(), text);
    }

    private Step conclude(CheckStatus status, int code, String text) {
        boolean warns = status.passed() && warning;
        return new Conclude(new Verdict(status, code, warns, text, Optional.ofNullable(info)));
    }

    private static Optional<NodeInfo> json(Answer answer) {
        try {
            return Optional.of(NodeInfo.read(answer.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String said(Answer answer) {
        return json(answer)
                .flatMap(NodeInfo::fault)
                .map(text -> " '" + printable(text) + "'")
                .orElse("");
    }

    /** One line, and not a long one: it is shown in tables. */
    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 200 ? line : line.substring(0, 197) + "...";
    }
}
