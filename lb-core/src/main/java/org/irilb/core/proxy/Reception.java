package org.irilb.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.irilb.core.command.Command;
import org.irilb.core.http.Method;
import org.irilb.core.pool.Pool;
import org.irilb.core.proxy.request.ClientSource;
import org.irilb.core.proxy.request.Fingerprint;
import org.irilb.core.proxy.request.Request;
import org.irilb.core.proxy.request.RequestReader;

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
            return new Exchange(client, request, account, pool, null);
        }
        Fingerprint body = request.isPost() && joins(worker) ? request.fingerprint() : null;
        Job fresh = new Job(worker, client.source().address().getAddress(), body);
        Job job = worker.jobs().claim(fresh);
        if (job != fresh) {
            return new JoinedRequest(worker, client, request, account, pool, job);
        }
        account.beginsWork();
        Exchange exchange = new Exchange(client, request, account, pool, job);
        job.begunBy(exchange);
        return exchange;
    }

    /**
     * What a request costs its source: as much as {@code command}, but work that is under way already was paid for. If
     * that is over when the request is sent on its way, {@code account} pays.
     *
     * @param reader has the request ready
     */
    static Command charged(Worker worker, ClientSource source, Command command, RequestReader reader, Account account) {
        if (!(command instanceof Command.Named named) || !named.doesWork() || !joins(worker)) {
            return command;
        }
        List<Job> jobs = worker.jobs().of(source.address().getAddress());
        if (jobs.isEmpty() || worker.loop().requestHead().method() != Method.POST) {
            return command;
        }
        ByteBuf body = Unpooled.wrappedBuffer(reader.bytes(), reader.bodyOffset(), reader.bodyLength());
        Fingerprint fingerprint = Fingerprint.ofLast(body, reader.bodyLength());
        for (Job job : jobs) {
            if (job.doesWorkOf(fingerprint)) {
                account.owes(command);
                return new Command.Named(named.name(), named.profile());
            }
        }
        return command;
    }

    private static boolean joins(Worker worker) {
        return worker.snapshot().config().pow().join();
    }
}
