package io.metricskit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** Threads that start at the same moment; whatever one of them throws fails the test. */
final class Together {

    private static final int LIMIT_SECONDS = 60;

    private Together() {}

    /** Runs a task in so many threads, telling each its number from 0, and returns when all have ended. */
    static void run(int threads, IntConsumer task) throws Exception {
        runWhile(threads, task, () -> {});
    }

    /** Runs a task in so many threads, and another one over and over until they have ended, and once after that. */
    static void runWhile(int threads, IntConsumer task, Runnable meanwhile) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        CyclicBarrier start = new CyclicBarrier(threads + 1);
        AtomicBoolean ended = new AtomicBoolean();
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(pool.submit(() -> {
                    start.await();
                    task.accept(number);
                    return null;
                }));
            }
            Future<?> watcher = pool.submit(() -> {
                start.await();
                boolean isLast;
                do {
                    isLast = ended.get();
                    meanwhile.run();
                } while (!isLast);
                return null;
            });
            try {
                for (Future<?> each : tasks) {
                    each.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                }
            } finally {
                ended.set(true);
            }
            watcher.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } finally {
            pool.shutdownNow();
        }
    }
}
