package org.irilb.core.proxy.request;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.irilb.core.command.Command;
import org.irilb.core.command.CommandReader;
import org.irilb.core.guard.Guard;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.guard.Refusal;
import org.irilb.core.guard.Rule;
import org.irilb.core.http.ChallengeSource;
import org.irilb.core.http.Method;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.LoopCounts;
import org.irilb.core.metrics.RefusalCount;
import org.irilb.core.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Reads what requests ask for, has the rules judge it, and counts what each rule refuses. One loop's. */
public final class RequestJudge {

    private static final OwnAnswer AS_FAR_AS_IT_MAY_GO = OwnAnswer.of(200, "");

    private final int loop;
    private final LoopCounts refusals;
    private final Supplier<@Nullable ChallengeSource> challenges;
    private CommandReader reader;
    private Command command = Command.NONE;

    /**
     * @param refusals one kind for each {@link Rule}
     * @param challenges nothing if certificate authorities are told nothing
     */
    public RequestJudge(int loop, LoopCounts refusals, Supplier<@Nullable ChallengeSource> challenges, Snapshot first) {
        this.challenges = challenges;
        this.loop = loop;
        this.refusals = refusals;
        this.reader = new CommandReader(first.commands());
    }

    public static LoopCounts counts(int loops) {
        return new LoopCounts(loops, Rule.values().length);
    }

    /** What each rule has refused; any thread. */
    public static List<RefusalCount> status(LoopCounts refusals) {
        return Stream.of(Rule.values())
                .map(rule -> new RefusalCount(rule.key(), refusals.sum(rule.ordinal())))
                .toList();
    }

    public void adopt(Snapshot next) {
        reader = new CommandReader(next.commands());
    }

    /** The answer to a request that may go no farther (RFC 9110, section 7.6.2), or needn't; null to all others. */
    public static @Nullable OwnAnswer ownAnswer(RequestHead head, Snapshot snapshot) {
        if (head.maxForwards() == 0) {
            return AS_FAR_AS_IT_MAY_GO;
        }
        return head.method() == Method.OPTIONS ? snapshot.preflight() : null;
    }

    /** What a certificate authority that asks is to be told; null to all others. */
    @Nullable
    public CompletableFuture<Optional<String>> proof(RequestHead head) {
        ChallengeSource known = challenges.get();
        if (known == null || head.method() != Method.GET && head.method() != Method.HEAD) {
            return null;
        }
        String token = head.pathBehind(ChallengeSource.PATH_BYTES);
        return token == null ? null : known.find(token);
    }

    /** Reads the command of a request that is ready. */
    public Command read(Snapshot snapshot, ReceivedRequest request) {
        command = snapshot.looksAtCommands()
                ? reader.read(request.bytes(), request.bodyOffset(), request.bodyLength())
                : Command.NONE;
        return command;
    }

    /**
     * Judges the request whose command was read last.
     *
     * @return null if nothing is wrong
     */
    @Nullable
    public Refusal judge(Snapshot snapshot, RequestHead head, NumericAddress source) {
        Guard guard = snapshot.guard();
        boolean options = head.method() == Method.OPTIONS;
        byte[] required = snapshot.requiredHeader();
        Refusal refusal = guard.checkHead(options, required == null || head.has(required));
        return refusal == null ? guard.checkBody(options, command, reader, source) : refusal;
    }

    /** Whether the client must be known. A browser's preflight says nothing of itself, and nothing else. */
    public static boolean wantsPassword(Snapshot snapshot, RequestHead head, ReceivedRequest request) {
        return snapshot.basicAuth() != null && !(head.method() == Method.OPTIONS && request.isBodiless());
    }

    /** Counts a refusal. */
    public void refused(Rule rule) {
        refusals.add(loop, rule.ordinal(), 1);
    }
}
