package io.metricskit.spring.push;

import io.metricskit.exposition.Exposition;
import io.metricskit.model.Quoted;
import io.metricskit.push.Pusher;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Pushes the metrics of an application at an interval, and once more when it ends.
 *
 * <p>One daemon thread pushes, one push after another. A push that fails is counted and logged, the first of a row at
 * WARN, and the next one follows after the interval as usual; nothing is thrown into the application. It starts before
 * and stops after all other life cycles of the context, so that the last push shows what the application did last.
 */
public final class ScheduledPush implements SmartLifecycle {

    private static final Log LOG = LogFactory.getLog(ScheduledPush.class);
    private static final int CLOSE_SECONDS = 5;

    private final Pusher pusher;
    private final Exposition exposition;
    private final PushMetrics metrics;
    private final Duration interval;
    private final PushOperation atShutdown;
    private boolean failing;
    private volatile @Nullable ScheduledExecutorService thread;

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

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "metrics-push");
            daemon.setDaemon(true);
            return daemon;
        });
        started.scheduleWithFixedDelay(
                () -> push(PushOperation.REPLACE), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        thread = started;
    }

    /** Ends what is scheduled; the last push has five seconds. */
    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        running.execute(() -> push(atShutdown));
        running.shutdown();
        try {
            if (!running.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The last push of the metrics took more than " + CLOSE_SECONDS + " s and was given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void push(PushOperation operation) {
        try {
            switch (operation) {
                case REPLACE -> pusher.replace(exposition);
                case ADD -> pusher.add(exposition);
                case DELETE -> pusher.delete();
                case NONE -> {
                    return;
                }
            }
            metrics.succeeded();
            if (failing) {
                LOG.info("The metrics are pushed again: " + pusher);
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            metrics.failed();
            if (failing) {
                LOG.debug("The metrics could not be pushed", e);
            } else {
                LOG.warn("The metrics could not be pushed, which is tried again every " + interval.toSeconds() + " s: "
                        + Quoted.of(e.getMessage()));
            }
            failing = true;
        }
    }
}
