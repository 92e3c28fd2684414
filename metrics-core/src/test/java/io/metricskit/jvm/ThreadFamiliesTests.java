package io.metricskit.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Polling;
import io.metricskit.testkit.TextExposition;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ThreadFamiliesTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final JvmScrapes scrapes = JvmScrapes.ofJvmMetrics();

    @Test
    void theThreadsThereAreAndThereWereAreThoseOfTheJvm() throws InterruptedException {
        runTogether(20);

        scrapes.assertShows(threads::getThreadCount, "jvm_threads_current");
        scrapes.assertShows(threads::getDaemonThreadCount, "jvm_threads_daemon");
        scrapes.assertShowsRising(threads::getPeakThreadCount, "jvm_threads_peak");
        scrapes.assertShowsRising(threads::getTotalStartedThreadCount, "jvm_threads_started_total");
    }

    /** Makes the peak higher than the number of threads after it, and lower than that of all that were started. */
    private static void runTogether(int number) throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            CyclicBarrier all = new CyclicBarrier(number);
            List<Thread> together = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        all.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                together.add(thread);
                thread.start();
            }
            for (Thread thread : together) {
                thread.join();
            }
        }
    }

    @Test
    void everyStateHasItsSeriesAndOneIsForThreadsThatHaveEndedMeanwhile() {
        TextExposition scrape = scrapes.scrape();

        assertThat(Stream.concat(Arrays.stream(Thread.State.values()).map(Enum::name), Stream.of("UNKNOWN")))
                .allMatch(state -> scrape.has("jvm_threads_state", "state", state));
        assertThat(scrape.samples("jvm_threads_state")).hasSize(Thread.State.values().length + 1);
    }

    @Test
    void aDeadlockOverLocksIsShownUntilItEnds() throws InterruptedException {
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        Lock first = new ReentrantLock();
        Lock second = new ReentrantLock();
        Thread one = locking(first, second, bothHaveOne);
        Thread other = locking(second, first, bothHaveOne);
        try {
            Polling.until(
                    "both threads are in a deadlock",
                    LIMIT,
                    () -> scrapes.scrape().value("jvm_threads_deadlocked"),
                    deadlocked -> deadlocked == 2);

            assertThat(scrapes.scrape().value("jvm_threads_deadlocked_monitor")).isZero();
        } finally {
            one.interrupt();
            other.interrupt();
            one.join();
            other.join();
        }
        assertThat(scrapes.scrape().value("jvm_threads_deadlocked")).isZero();
    }

    /** Starts a thread that takes two locks, the second of them when another thread has its first. */
    private static Thread locking(Lock mine, Lock others, CyclicBarrier bothHaveOne) {
        Thread thread = new Thread(() -> {
            mine.lock();
            try {
                bothHaveOne.await();
                others.lockInterruptibly();
                others.unlock();
            } catch (Exception endOfTheDeadlock) {
                // As it should be.
            } finally {
                mine.unlock();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
