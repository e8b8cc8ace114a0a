package org.irilb.server.web;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.irilb.server.nodecheck.NodeCheckDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the answer to a request: who asks is looked at first. Long pages are begun by one thread, one after the other, so
 * that who asks for the same text as somebody before gets that, and short pages wait for none. Any thread.
 */
final class Site implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    /** At a time, those that are being made or read. */
    private static final int LONG_PAGES = 56;

    /** After which the thread ends if nobody wants anything. */
    private static final int IDLE_SECONDS = 30;

    private static final int END_SECONDS = 10;

    private final Visitors visitors;
    private final Pages pages;
    private final NodeCheckDoor door;
    private final Semaphore longPages = new Semaphore(LONG_PAGES);
    private final ThreadPoolExecutor maker;

    Site(AdminWeb.Shown shown, Visitors visitors) {
        this.visitors = visitors;
        this.pages = new Pages(shown.statistics(), shown.metrics());
        this.door = shown.door();
        this.maker =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Site::thread);
        maker.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "irilb-web-pages");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Answers. What takes no time is there when this returns.
     *
     * @return never fails; the body is to be closed by whoever gets it
     */
    CompletableFuture<Page> answer(Request request) {
        return visitors.refuse(request)
                .thenCompose(refusal ->
                        refusal.map(CompletableFuture::completedFuture).orElseGet(() -> page(request)))
                .exceptionally(fault -> failed(request, fault));
    }

    private static Page failed(Request request, Throwable fault) {
        LOG.error("{} failed", request.uri(), fault);
        return Page.text(500, "500 failed, see the log");
    }

    private CompletableFuture<Page> page(Request request) {
        if (request.path().equals(NodeCheckDoor.PATH)) {
            Optional<Page> refusal = Visitors.refuseOtherSites(request);
            if (refusal.isPresent()) {
                return CompletableFuture.completedFuture(refusal.get());
            }
            if (request.method().equals("GET")) {
                return check(request);
            }
        }
        Answer answer = pages.answer(request);
        return answer instanceof LongPage page ? longPage(page) : CompletableFuture.completedFuture((Page) answer);
    }

    private CompletableFuture<Page> check(Request request) {
        return door.answer(request.query())
                .exceptionally(fault -> new NodeCheckDoor.Reply(503, "not checked: the balancer is ending"))
                .thenApply(reply -> Page.text(reply.status(), reply.text()));
    }

    private CompletableFuture<Page> longPage(LongPage page) {
        if (!longPages.tryAcquire()) {
            return CompletableFuture.completedFuture(
                    Page.text(503, "503 too many are reading").with("Retry-After", "1"));
        }
        return page.made()
                .get()
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.supplyAsync(page.making(), maker))
                .whenComplete((text, fault) -> {
                    if (fault != null) {
                        longPages.release();
                    }
                })
                .thenApply(text -> page.page().apply(new PlacedText(text, longPages)));
    }

    /** Ends the thread, whose last page is finished first; those that wait are not made. */
    @Override
    public void close() {
        maker.shutdownNow();
        try {
            maker.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
