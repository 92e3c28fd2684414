package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.core.task.AsyncTaskExecutor;

/** Runs tasks when a test says so. */
final class LaterExecutor implements AsyncTaskExecutor {

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    void runNext() {
        Runnable next = tasks.poll();
        assertThat(next).as("a task").isNotNull();
        next.run();
    }
}
