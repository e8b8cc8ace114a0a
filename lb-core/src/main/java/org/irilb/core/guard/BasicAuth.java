package org.irilb.core.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiPredicate;
import org.irilb.core.config.BasicAuthConfig;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a client is one of some users (RFC 7617). A password that wasn't seen lately is checked on other threads,
 * which takes milliseconds; what came of it is remembered for a while. Any thread.
 */
public final class BasicAuth {

    /** What is to be said to a client. */
    public enum Verdict {
        /** It is who it says. */
        RIGHT,
        /** It isn't, or says nothing; 401 with {@link #challenge}. */
        WRONG,
        /** Its source has had too many checked that weren't right; to be asked again after {@link #PERIOD}. */
        TOO_MANY,
        /** Too many others are being checked; to be asked again later. */
        BUSY
    }

    /** In which a source may have so many passwords checked that aren't right. */
    public static final Duration PERIOD = PasswordTries.PERIOD;

    private static final int REMEMBERED = 10_000;
    private static final Duration RIGHT_FOR = Duration.ofMinutes(10);
    private static final Duration WRONG_FOR = Duration.ofSeconds(10);

    private static final CompletableFuture<Verdict> WRONG = CompletableFuture.completedFuture(Verdict.WRONG);
    private static final CompletableFuture<Verdict> TOO_MANY = CompletableFuture.completedFuture(Verdict.TOO_MANY);
    private static final CompletableFuture<Verdict> BUSY = CompletableFuture.completedFuture(Verdict.BUSY);

    private final BasicAuthConfig config;
    private final String challenge;
    private final Executor threads;
    private final BiPredicate<PasswordHash, byte[]> isOf;
    private final Map<String, PasswordHash> users = new HashMap<>();
    private final List<PasswordHash> hashes;
    private final AsyncCache<Fingerprint, Verdict> verdicts;
    private final PasswordTries tries;

    /** @param threads where passwords are checked; bounded, and rejects what is too much, as {@link PasswordThreads} */
    public BasicAuth(BasicAuthConfig config, Executor threads) {
        this(config, threads, Ticker.systemTicker(), PasswordHash::isOf);
    }

    BasicAuth(BasicAuthConfig config, Executor threads, Ticker clock, BiPredicate<PasswordHash, byte[]> isOf) {
        this.config = config;
        this.challenge = "Basic realm=\"" + config.realm() + "\", charset=\"UTF-8\"";
        this.threads = threads;
        this.isOf = isOf;
        config.fileUsers().forEach(user -> users.put(user.name(), new PasswordHash(user.hash())));
        config.users().forEach(user -> users.put(user.name(), new PasswordHash(user.hash())));
        this.hashes = List.copyOf(users.values());
        this.verdicts = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.<Fingerprint, Verdict>writing(
                        (who, verdict) -> verdict == Verdict.RIGHT ? RIGHT_FOR : WRONG_FOR))
                .ticker(clock)
                .executor(Runnable::run) // its upkeep takes microseconds
                .buildAsync();
        this.tries = new PasswordTries(clock);
    }

    public BasicAuthConfig config() {
        return config;
    }

    /** The value of WWW-Authenticate. */
    public String challenge() {
        return challenge;
    }

    /**
     * Checks the value of an Authorization field, {@code bytes[start..end)}, that came from {@code source}. What is remembered, or can be told at once,
     * is there when this returns; otherwise it comes on another thread. Those who ask the same at a time share one check.
     *
     * @return to be listened to, not to be completed
     */
    public CompletableFuture<Verdict> check(NumericAddress source, byte[] bytes, int start, int end) {
        if (start == end) {
            return WRONG;
        }
        Fingerprint who = Fingerprint.of(bytes, start, end);
        CompletableFuture<Verdict> known = verdicts.getIfPresent(who);
        return known != null
                ? known
                : begin(source, who, Credentials.read(bytes, start, end).orElse(null));
    }

    private CompletableFuture<Verdict> begin(
            NumericAddress source, Fingerprint who, @Nullable Credentials credentials) {
        if (credentials == null || hashes.isEmpty()) {
            return WRONG;
        }
        if (!tries.begin(source)) {
            return TOO_MANY;
        }
        try {
            return verdicts.get(
                    who, (key, executor) -> CompletableFuture.supplyAsync(() -> tried(source, credentials), threads));
        } catch (RejectedExecutionException e) {
            tries.takeBack(source);
            return BUSY;
        }
    }

    private Verdict tried(NumericAddress source, Credentials credentials) {
        Verdict verdict = verdict(credentials);
        if (verdict == Verdict.RIGHT) {
            tries.takeBack(source);
        }
        return verdict;
    }

    private Verdict verdict(Credentials credentials) {
        PasswordHash own = users.get(credentials.user());
        // An unknown user costs what a known one does.
        PasswordHash tried = own == null ? standIn(credentials.user()) : own;
        return isOf.test(tried, credentials.password()) && own != null ? Verdict.RIGHT : Verdict.WRONG;
    }

    /** Somebody's hash, always the same for a name, so that repeating a name tells nothing either. */
    private PasswordHash standIn(String user) {
        byte[] name = user.getBytes(UTF_8);
        return hashes.get(Math.floorMod(Fingerprint.of(name, 0, name.length).first(), hashes.size()));
    }
}
