package org.irilb.server.admin.guard;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.irilb.core.metrics.SourceStatus;
import org.irilb.core.metrics.SourcesStatus.Periods;

/** What {@code show table} tells of a source, in HAProxy's words and order. */
enum SourceField {
    /** How often it was banned, if it is. */
    GPC0("gpc0", source -> source.banLeft().isZero() ? 0 : source.bans()),
    CONN_CNT("conn_cnt", SourceStatus::connectionsMade),
    CONN_RATE("conn_rate", source -> source.rates().connectionRate(), Periods::connectionRate),
    /** As the old system's tables of pools have it: requests. */
    CONN_CUR("conn_cur", SourceStatus::running),
    HTTP_REQ_CNT("http_req_cnt", SourceStatus::requestsMade),
    HTTP_REQ_RATE("http_req_rate", source -> source.rates().requestRate(), Periods::requestRate),
    /** Not HAProxy's: the rate over the longer time. */
    REQUESTS("requests", source -> source.rates().requests(), Periods::requests),
    /** Not HAProxy's: what is left of its budget. */
    TOKENS("tokens", SourceStatus::tokens);

    /** What HAProxy's tables can store besides (HAProxy configuration manual, "stick-table"). */
    private static final Set<String> OTHERS = Set.of(
            "server_id",
            "gpt",
            "gpt0",
            "gpc",
            "gpc_rate",
            "gpc0_rate",
            "gpc1",
            "gpc1_rate",
            "sess_cnt",
            "sess_rate",
            "http_err_cnt",
            "http_err_rate",
            "http_fail_cnt",
            "http_fail_rate",
            "bytes_in_cnt",
            "bytes_in_rate",
            "bytes_out_cnt",
            "bytes_out_rate",
            "server_key");

    private final String word;
    private final ToLongFunction<SourceStatus> value;
    private final Optional<ToIntFunction<Periods>> period;

    SourceField(String word, ToLongFunction<SourceStatus> value) {
        this.word = word;
        this.value = value;
        this.period = Optional.empty();
    }

    SourceField(String word, ToLongFunction<SourceStatus> value, ToIntFunction<Periods> period) {
        this.word = word;
        this.value = value;
        this.period = Optional.of(period);
    }

    static Optional<SourceField> of(String word) {
        return Arrays.stream(values()).filter(field -> field.word.equals(word)).findFirst();
    }

    /** Whether HAProxy knows a type of that name, which isn't counted here. */
    static boolean isHaproxys(String word) {
        return OTHERS.contains(word);
    }

    long value(SourceStatus source) {
        return value.applyAsLong(source);
    }

    /** With its name, and its period if it is a rate; nothing for a rate that nobody asks for. */
    Optional<String> text(SourceStatus source, Periods periods) {
        int millis = period.map(of -> of.applyAsInt(periods)).orElse(0);
        if (period.isPresent() && millis == 0) {
            return Optional.empty();
        }
        return Optional.of(word + (millis == 0 ? "" : "(" + millis + ")") + "=" + value(source));
    }
}
