package org.irilb.core.proxy;

import org.irilb.core.pool.Pool;

/**
 * Decides how a request is served: most of them by an exchange of their own; proof of work that is under way already
 * by waiting for it; and what interrupts proof of work where that is done. Stateless.
 */
final class Reception {

    private Reception() {}

    static Serving serving(Worker worker, ClientConnection client, Request request, Account account, Pool pool) {
        if (request.interruptsWork()) {
            return new InterruptRequest(worker, client, request, account);
        }
        if (!request.outlivesClient()) {
            return new Exchange(worker, client, request, account, pool, null);
        }
        boolean join = worker.snapshot().config().pow().join() && request.isPost();
        Job fresh = new Job(worker, client.source().address().getAddress(), join ? request.fingerprint() : null);
        Job job = worker.jobs().claim(fresh);
        if (job != fresh) {
            return new JoinedRequest(worker, client, request, account, pool, job);
        }
        Exchange exchange = new Exchange(worker, client, request, account, pool, job);
        job.begunBy(exchange);
        return exchange;
    }
}
