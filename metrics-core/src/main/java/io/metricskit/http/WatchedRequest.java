package io.metricskit.http;

import java.time.Duration;

/**
 * A request whose client must not take too long. The thread that serves it is interrupted otherwise: that closes the
 * channel in which it reads or writes, and with it the connection.
 */
final class WatchedRequest {

    private final Thread thread;
    private final Deadlines deadlines;
    private final long received = System.nanoTime();

    private volatile boolean answering;
    private volatile long answerBegun;
    private volatile long lastProgress = received;
    private boolean ended;

    WatchedRequest(Thread thread, Deadlines deadlines) {
        this.thread = thread;
        this.deadlines = deadlines;
    }

    /** Takes note that the request was read. */
    void startsToAnswer() {
        answerBegun = System.nanoTime();
        lastProgress = answerBegun;
        answering = true;
    }

    /** Takes note that the client has taken a piece of the answer. */
    void progresses() {
        lastProgress = System.nanoTime();
    }

    boolean isAnswering() {
        return answering;
    }

    long nanosWithoutProgress() {
        return System.nanoTime() - lastProgress;
    }

    /** Returns for how long the client may go on without progress; negative if it may not. */
    long nanosLeft() {
        long now = System.nanoTime();
        return answering
                ? Math.min(left(deadlines.stall(), lastProgress, now), left(deadlines.answer(), answerBegun, now))
                : left(deadlines.request(), received, now);
    }

    private static long left(Duration limit, long since, long now) {
        return limit.toNanos() - (now - since);
    }

    /** Interrupts the thread, unless it has done with this request and may be at the next one. */
    synchronized void cut() {
        if (!ended) {
            thread.interrupt();
        }
    }

    synchronized void end() {
        ended = true;
    }
}
