package io.metricskit.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Cuts clients that take longer than they may, and those that are slowest where others wait for their slot. */
final class Watchdog implements AutoCloseable {
    /*
     * The HTTP server of the JDK has deadlines of its own, but for all servers of a JVM at once, and read when its
     * first class is loaded. So each request is watched by its thread, from the moment the dispatcher hands it over,
     * which is when its first byte has come; a connection on which nothing was sent has no thread.
     */

    /** A client that takes longer to send is slow, and has to leave where another one waits. */
    private static final long SLOW_SENDER_NANOS = Duration.ofMillis(100).toNanos();

    /** More time for one that reads, since half of an answer is lost with it. */
    private static final long SLOW_READER_NANOS = Duration.ofMillis(250).toNanos();

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final Deadlines deadlines;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<Thread, WatchedRequest> requests = new ConcurrentHashMap<>();
    private final AtomicBoolean makesRoom = new AtomicBoolean();

    Watchdog(Deadlines deadlines, ThreadFactory threads) {
        this.deadlines = deadlines;
        this.timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Serves a request in the current thread, and watches it; not where the server has closed. */
    void watch(Runnable service) {
        Thread thread = Thread.currentThread();
        Future<?> check = null;
        try {
            WatchedRequest request = new WatchedRequest(thread, deadlines);
            requests.put(thread, request);
            check = timer.scheduleWithFixedDelay(() -> cutIfLate(request), period(), period(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            requests.remove(thread);
            return;
        } catch (OutOfMemoryError unwatched) {
            // The connection of an interrupted thread closes when it is read, so that no client keeps this one.
            thread.interrupt();
        }
        try {
            service.run();
        } catch (Error e) {
            // After an error, such as one of memory, the JDK leaves the connection open. Reading it again closes it.
            thread.interrupt();
            service.run();
            throw e;
        } finally {
            end(thread, check);
        }
    }

    private void end(Thread thread, @Nullable Future<?> check) {
        if (check != null) {
            check.cancel(false);
        }
        WatchedRequest request = requests.remove(thread);
        if (request != null) {
            request.end();
        }
    }

    private long period() {
        return Math.max(
                1, Math.min(deadlines.request().toNanos(), deadlines.stall().toNanos()) / 4);
    }

    private static void cutIfLate(WatchedRequest request) {
        if (request.isLate()) {
            request.cut();
        }
    }

    /** Returns the request that the current thread serves. */
    WatchedRequest current() {
        WatchedRequest request = requests.get(Thread.currentThread());
        if (request == null) {
            throw new IllegalStateException("the current thread serves no request");
        }
        return request;
    }

    /**
     * Cuts those whose requests are still awaited after a while, and those that do not take their answers, one for each
     * request that waits for a thread, and goes on with that until none waits.
     *
     * @param waiting returns how many do
     */
    void makeRoom(IntSupplier waiting) {
        if (makesRoom.compareAndSet(false, true)) {
            schedule(() -> {
                makesRoom.set(false);
                int needed = waiting.getAsInt();
                requests.values().stream()
                        .filter(Watchdog::isSlow)
                        .limit(needed)
                        .forEach(WatchedRequest::cut);
                if (needed > 0) {
                    makeRoom(waiting);
                }
            });
        }
    }

    private static boolean isSlow(WatchedRequest request) {
        return !request.isCut()
                && (request.nanosSpentReceiving() > SLOW_SENDER_NANOS
                        || request.nanosSpentSending() > SLOW_READER_NANOS);
    }

    private void schedule(Runnable work) {
        try {
            timer.schedule(work, PAUSE_NANOS, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // Who closes the server cuts everybody.
        } catch (Throwable e) {
            makesRoom.set(false);
            throw e;
        }
    }

    /** Cuts the client that has let a piece of its answer wait for longest, unless all of them are quick. */
    void cutSlowestReader() {
        requests.values().stream()
                .filter(request -> !request.isCut() && request.nanosSpentSending() > SLOW_READER_NANOS)
                .max(Comparator.comparingLong(WatchedRequest::nanosSpentSending))
                .ifPresent(WatchedRequest::cut);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
