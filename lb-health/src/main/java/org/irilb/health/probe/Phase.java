package org.irilb.health.probe;

import org.irilb.health.check.CheckStatus;

/** What is going on in a check, and what it means if that fails or takes too long. */
enum Phase {
    RESOLVING(CheckStatus.L4TOUT, CheckStatus.L4CON, "looking up "),
    CONNECTING(CheckStatus.L4TOUT, CheckStatus.L4CON, "connecting to "),
    SECURING(CheckStatus.L6TOUT, CheckStatus.L6RSP, "TLS with "),
    ASKING(CheckStatus.L7TOUT, CheckStatus.L7RSP, "");

    private final CheckStatus timeout;
    private final CheckStatus failure;
    private final String doing;

    Phase(CheckStatus timeout, CheckStatus failure, String doing) {
        this.timeout = timeout;
        this.failure = failure;
        this.doing = doing;
    }

    CheckStatus timeout() {
        return timeout;
    }

    CheckStatus failure() {
        return failure;
    }

    /** In words that the target follows; empty where the question says it. */
    String doing() {
        return doing;
    }
}
