package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.lang.management.ManagementFactory;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;

/** What a measured call allocates beyond what its proxy does anyway. */
final class AspectAllocationTests {

    private static final int CALLS = 10_000;
    private static final int ROUNDS = 5;

    static class Till {

        private long total;

        @Timed(
                name = "till_seconds",
                buckets = {0.1, 1},
                labels = "desk=1")
        @Timed(name = "till_summary_seconds", labels = "desk=1")
        @InProgress(name = "till_in_progress", labels = "desk=1")
        @CountExceptions(name = "till_failures_total", labels = "desk=1")
        public void ring() {
            total++;
        }
    }

    @Test
    void aCallWithConstantLabelsAllocatesNothing() {
        ProxyFactory bare = new ProxyFactory(new Till());
        MethodInterceptor nothing = call -> call.proceed();
        bare.addAdvice(nothing);
        bare.addAdvice(nothing);
        bare.addAdvice(nothing);
        long ofTheProxy = allocatedPerRound((Till) bare.getProxy());

        try (AspectContext context = AspectContext.of(Till.class)) {
            long measured = allocatedPerRound(context.bean(Till.class));

            // A single object a call would be 16 bytes; reading the counter and a summary's flushes are far below.
            assertThat(measured - ofTheProxy).isLessThan(8L * CALLS);
            assertThat(context.scrape().value("till_seconds_count", "desk", "1"))
                    .isEqualTo(CALLS * ROUNDS);
        }
    }

    private static long allocatedPerRound(Till till) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < CALLS; i++) {
                till.ring();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }
}
