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

    /** An array of one reference. */
    private static final int GAUGES_OF_A_CALL = 24;

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

        @Timed(
                name = "sale_seconds",
                buckets = {0.1, 1},
                labels = {"shop=a", "article=#article", "customer=#customer"})
        @Timed(
                name = "sale_summary_seconds",
                labels = {"article=#article", "outcome=#result"})
        @InProgress(name = "sale_in_progress", labels = "article=#article")
        public String sell(String article, String customer) {
            total++;
            return customer;
        }
    }

    @Test
    void aCallWithConstantLabelsAllocatesNothing() {
        long ofTheProxy = allocatedPerRound(bareProxy(3)::ring);

        try (AspectContext context = AspectContext.of(Till.class)) {
            Till till = context.bean(Till.class);
            long measured = allocatedPerRound(till::ring);

            // A single object a call would be 16 bytes; reading the counter and a summary's flushes are far below.
            assertThat(measured - ofTheProxy).isLessThan(8L * CALLS);
            assertThat(context.scrape().value("till_seconds_count", "desk", "1"))
                    .isEqualTo(CALLS * ROUNDS);
        }
    }

    @Test
    void aCallWhoseLabelsAreItsArgumentsAllocatesNothingButTheGaugesThatItIsIn() {
        long ofTheProxy = allocatedPerRound(sale(bareProxy(2)));

        try (AspectContext context = AspectContext.of(Till.class)) {
            long measured = allocatedPerRound(sale(context.bean(Till.class)));

            assertThat(measured - ofTheProxy).isLessThan((GAUGES_OF_A_CALL + 8L) * CALLS);
            assertThat(context.scrape().value("sale_seconds_count", "article", "pen", "customer", "Ada", "shop", "a"))
                    .isEqualTo(CALLS * ROUNDS);
        }
    }

    private static Runnable sale(Till till) {
        return () -> till.sell("pen", "Ada");
    }

    private static Till bareProxy(int advices) {
        ProxyFactory bare = new ProxyFactory(new Till());
        MethodInterceptor nothing = call -> call.proceed();
        for (int i = 0; i < advices; i++) {
            bare.addAdvice(nothing);
        }
        return (Till) bare.getProxy();
    }

    private static long allocatedPerRound(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }
}
