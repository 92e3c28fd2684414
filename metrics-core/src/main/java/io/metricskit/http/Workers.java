package io.metricskit.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one server: daemons, a bounded number of them, each with one request at a time. */
final class Workers implements Executor, AutoCloseable {

    static final int MAX_THREADS = 128;
    private static final int IDLE_SECONDS = 10;
    private static final int CLOSE_SECONDS = 2;

    private final ThreadFactory threads;
    private final ThreadPoolExecutor pool;
    private final Watchdog watchdog;

    Workers(String name, Deadlines deadlines) {
        AtomicInteger number = new AtomicInteger();
        this.threads = work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        Handover requests = new Handover();
        this.pool = new ThreadPoolExecutor(
                0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, requests, threads, requests::keepUntilOneIsFree);
        this.watchdog = new Watchdog(deadlines, threads);
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /** Serves a request; where all threads are taken, clients that send or read slowly are cut until none waits. */
    @Override
    public void execute(Runnable service) {
        pool.execute(() -> watchdog.watch(service));
        if (waiting() > 0) {
            watchdog.makeRoom(this::waiting);
        }
    }

    private int waiting() {
        return pool.getQueue().size();
    }

    /**
     * Runs something in a daemon thread, so that the threads that it starts are daemons too, and waits for it.
     *
     * @throws CompletionException if it fails
     */
    void startDaemon(Runnable start) {
        CompletableFuture.runAsync(start, work -> threads.newThread(work).start())
                .join();
    }

    /**
     * Interrupts what is under way, and serves no further request. To be called before the server is stopped, which
     * waits for threads that write with TLS.
     */
    void interrupt() {
        watchdog.close();
        pool.shutdownNow();
    }

    /** Interrupts what is under way, and waits a moment for the threads to end. */
    @Override
    public void close() {
        interrupt();
        try {
            if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                ServerLog.warn("A metrics server has closed, but a collector goes on.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Gives a request to a thread that has none. Where there is no such thread the pool makes one, unless it has all
     * that it may have; a queue of the usual kind has it make one for each request.
     */
    private static final class Handover extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable request) {
            return tryTransfer(request);
        }

        void keepUntilOneIsFree(Runnable request, ThreadPoolExecutor pool) {
            if (pool.isShutdown()) {
                throw new RejectedExecutionException("the metrics server is closed");
            }
            super.offer(request);
        }
    }
}
