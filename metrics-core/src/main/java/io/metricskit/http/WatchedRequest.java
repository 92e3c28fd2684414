package io.metricskit.http;

/**
 * A request whose client must not take too long. The thread that serves it is interrupted otherwise: that closes the
 * channel in which it reads or writes, and with it the connection.
 */
final class WatchedRequest {

    /** What is going on: the time that we take to collect is not the client's fault. */
    private enum Phase {
        RECEIVING,
        COLLECTING,
        SENDING
    }

    private final Thread thread;
    private final Deadlines deadlines;

    private volatile long receivingBegun = System.nanoTime();
    private volatile long answerBegun;
    private volatile long sendingBegun;
    private volatile Phase phase = Phase.RECEIVING;
    private volatile boolean cut;
    private boolean ended;

    WatchedRequest(Thread thread, Deadlines deadlines) {
        this.thread = thread;
        this.deadlines = deadlines;
    }

    /** Records that the request was read. */
    void startsToAnswer() {
        answerBegun = System.nanoTime();
        phase = Phase.COLLECTING;
    }

    /** Records that what the client still sends, a body that nobody asked for, is read to its end. */
    void awaitsTheRest() {
        receivingBegun = System.nanoTime();
        phase = Phase.RECEIVING;
    }

    /** Records that a piece of the answer is there, for the client to take. */
    void startsToSend() {
        sendingBegun = System.nanoTime();
        phase = Phase.SENDING;
    }

    /** Records that the client has taken the piece. */
    void hasSent() {
        phase = Phase.COLLECTING;
    }

    /** Returns for how long the rest of the request has been awaited, or 0 if it is there. */
    long nanosSpentReceiving() {
        return phase == Phase.RECEIVING ? System.nanoTime() - receivingBegun : 0;
    }

    /** Returns for how long the client has let a piece of the answer wait, or 0 if there is none. */
    long nanosSpentSending() {
        return phase == Phase.SENDING ? System.nanoTime() - sendingBegun : 0;
    }

    /** Returns whether the client has taken longer than it may. */
    boolean isLate() {
        return nanosSpentReceiving() > deadlines.request().toNanos()
                || nanosSpentSending() > deadlines.stall().toNanos()
                || phase != Phase.RECEIVING
                        && System.nanoTime() - answerBegun > deadlines.answer().toNanos();
    }

    /** Interrupts the thread, unless it has done with this request and may be at the next one. */
    synchronized void cut() {
        if (!ended) {
            cut = true;
            thread.interrupt();
        }
    }

    /** Returns whether its thread was interrupted, which may take a moment to show. */
    boolean isCut() {
        return cut;
    }

    synchronized void end() {
        ended = true;
    }
}
