package io.metricskit.spring.push;

import io.metricskit.exposition.Exposition;
import io.metricskit.model.Quoted;
import io.metricskit.push.Pusher;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Pushes the metrics of an application at an interval, and once more when it ends.
 *
 * <p>One daemon thread pushes, one push after another. A push that fails, even with an Error, is counted and logged,
 * the first of a row at WARN, and nothing is thrown into the application. Where the receiver cannot be reached, has an
 * error or is overloaded, the pauses grow from the interval to five minutes, and last as long as it asks; everything
 * else is pushed anew after the interval. It starts before and stops after all other life cycles of the context, so
 * that the last push shows what the application did last.
 */
public final class ScheduledPush implements SmartLifecycle {

    private static final Log LOG = LogFactory.getLog(ScheduledPush.class);
    private static final long CLOSE_SECONDS = 5;

    private final Pusher pusher;
    private final Exposition exposition;
    private final PushMetrics metrics;
    private final Duration interval;
    private final PushOperation atShutdown;
    private volatile @Nullable Running running;

    /** The thread that pushes, and what ends its pauses. */
    private record Running(Thread thread, CountDownLatch stopping) {}

    /**
     * Creates a push that has not started.
     *
     * @param pusher knows where to
     * @param exposition what to push
     * @param metrics counts the pushes
     * @param interval how long after the end of a push the next one begins
     * @param atShutdown what to do when the application ends
     */
    public ScheduledPush(
            Pusher pusher, Exposition exposition, PushMetrics metrics, Duration interval, PushOperation atShutdown) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("expected an interval of more than 0, but got " + interval);
        }
        this.pusher = pusher;
        this.exposition = exposition;
        this.metrics = metrics;
        this.interval = interval;
        this.atShutdown = atShutdown;
    }

    /** Begins to push, unless it does already. */
    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        CountDownLatch stopping = new CountDownLatch(1);
        Thread thread = new Thread(() -> pushUntil(stopping), "metrics-push");
        thread.setDaemon(true);
        thread.start();
        LOG.info("Pushing the metrics every " + text(interval) + ", with a " + pusher);
        running = new Running(thread, stopping);
    }

    /** Ends the pause, and waits for the last push, which has five seconds. */
    @Override
    public void stop() {
        Running started = running;
        if (started == null) {
            return;
        }
        running = null;
        started.stopping.countDown();
        try {
            started.thread.join(CLOSE_SECONDS * 1000);
            if (started.thread.isAlive()) {
                LOG.warn("The last push of the metrics took more than " + CLOSE_SECONDS + " s and was given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void pushUntil(CountDownLatch stopping) {
        PushPauses pauses = new PushPauses(interval, new Random());
        Duration pause = interval;
        boolean failing = false;
        try {
            while (!stopping.await(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS)) {
                Throwable failure = push(PushOperation.REPLACE);
                pause = pauses.after(failure);
                report(failure, failing, pause);
                failing = failure != null;
            }
            report(push(atShutdown), failing, null);
        } catch (InterruptedException e) {
            // Only stop() interrupts this thread, which ends here.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Records how a push went. Never throws, since the thread is to push again.
     *
     * @param failure why it failed, null if it did not
     * @param failedBefore whether the push before it failed as well
     * @param pause how long until the next one, null if this was the last one
     */
    private void report(@Nullable Throwable failure, boolean failedBefore, @Nullable Duration pause) {
        try {
            if (failure != null) {
                metrics.failed();
                reportFailure(failure, failedBefore, pause);
            } else if (failedBefore && pause != null) {
                LOG.info("The metrics are pushed again: " + pusher);
            }
        } catch (Throwable ignored) {
            // Memory or stack are at their end, or the log is broken: the next push matters more.
        }
    }

    private static String text(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static void reportFailure(Throwable failure, boolean failedBefore, @Nullable Duration pause) {
        if (failedBefore) {
            LOG.debug("The metrics could not be pushed", failure);
        } else {
            String whatFollows =
                    pause == null ? "which was the last time" : "which is tried again after " + text(pause);
            // The messages of an IOException are ours, and say it all; others may have none.
            Object reason = failure instanceof IOException ? failure.getMessage() : failure;
            LOG.warn("The metrics could not be pushed, " + whatFollows + ": " + Quoted.of(reason));
        }
    }

    /** Returns why the push failed, null if it did not. */
    private @Nullable Throwable push(PushOperation operation) {
        try {
            switch (operation) {
                case REPLACE -> pusher.replace(exposition);
                case ADD -> pusher.add(exposition);
                case DELETE -> pusher.delete();
                case NONE -> {
                    return null;
                }
            }
            metrics.succeeded();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
