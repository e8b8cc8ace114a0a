package org.irilb.core.proxy.exchange;

import org.irilb.core.http.ChallengeSource;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.LoopCounts;
import org.irilb.core.metrics.NodeWatch;
import org.irilb.core.proxy.listener.ConnectionLimit;
import org.irilb.core.proxy.node.NodeConnector;
import org.irilb.core.proxy.request.RequestJudge;
import org.jspecify.annotations.Nullable;

/** What all loops have in common: what is limited and counted over all of them, and who is told what. Any thread. */
public final class Shared {

    private final LoopCounts refusals;
    private final Jobs jobs = new Jobs();
    private final CompressionLimit compression = new CompressionLimit();
    private final ConnectionLimit connections;
    private final NodeConnector connector;
    private final @Nullable AccessLog accessLog;
    private volatile NodeWatch watch = NodeWatch.NONE;
    private volatile @Nullable ChallengeSource challenges;

    /**
     * @param loops how many there are
     * @param connections of clients
     * @param connector connects to nodes
     * @param accessLog where requests are told to when they are over; null if nobody wants to know
     */
    public Shared(int loops, ConnectionLimit connections, NodeConnector connector, @Nullable AccessLog accessLog) {
        this.refusals = RequestJudge.counts(loops);
        this.connections = connections;
        this.connector = connector;
        this.accessLog = accessLog;
    }

    /** What each rule has refused, see {@link RequestJudge#status}. */
    public LoopCounts refusals() {
        return refusals;
    }

    /** Proof of work on all loops. */
    public Jobs jobs() {
        return jobs;
    }

    /** What compressors may be given. */
    public CompressionLimit compression() {
        return compression;
    }

    /** Of clients. */
    ConnectionLimit connections() {
        return connections;
    }

    NodeConnector connector() {
        return connector;
    }

    /** Where requests are told to when they are over; null if nobody wants to know. */
    @Nullable
    public AccessLog accessLog() {
        return accessLog;
    }

    /** Has {@code watch} told what nodes do wrong from now on. */
    public void watchNodes(NodeWatch watch) {
        this.watch = watch;
    }

    /** Who is told now what nodes do wrong. */
    NodeWatch watch() {
        return watch;
    }

    /** Has certificate authorities told what {@code source} knows from now on. */
    public void answerChallenges(ChallengeSource source) {
        challenges = source;
    }

    /** What certificate authorities are told; null for nothing. */
    @Nullable
    ChallengeSource challenges() {
        return challenges;
    }
}
