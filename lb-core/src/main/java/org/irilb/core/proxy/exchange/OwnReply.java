package org.irilb.core.proxy.exchange;

import org.irilb.core.http.Method;
import org.irilb.core.http.OwnAnswer;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.AccessRecord.Phase;

/** How an answer of the balancer's own is said to the request that it is for, and counted. One loop's. */
final class OwnReply {

    private final ClientConnection client;
    private final Account account;
    private final boolean persistent;
    private final int minorVersion;
    private final boolean toHead;

    /** @param head of the request */
    OwnReply(ClientConnection client, RequestHead head, Account account) {
        this.client = client;
        this.account = account;
        this.persistent = head.isPersistent();
        this.minorVersion = head.minorVersion();
        this.toHead = head.method() == Method.HEAD;
    }

    /** Says it, and ends the request. @param keepable whether the client may go on with the connection, if it wants to */
    void say(OwnAnswer answer, boolean keepable, Ending ending) {
        boolean keep = keepable && persistent && !client.isEnding();
        account.answered(answer.status());
        account.sent(client.say(answer, !keep, minorVersion, toHead));
        end(keep, ending);
    }

    /** The client has left before anything was said. */
    void clientLeft() {
        end(false, Ending.CLIENT_LEFT);
    }

    private void end(boolean keep, Ending ending) {
        account.end(ending, Phase.REQUEST);
        client.exchangeDone(keep);
    }
}
