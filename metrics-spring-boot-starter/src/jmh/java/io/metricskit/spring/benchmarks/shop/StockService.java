package io.metricskit.spring.benchmarks.shop;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.Timed;
import org.springframework.stereotype.Service;

/** Annotated for both libraries, ours with a histogram. */
@Service
class StockService {

    @Timed(
            name = "stock_seconds",
            help = "Time to look at the stock.",
            buckets = {0.01, 0.1, 1})
    @CountExceptions(name = "stock_failures_total", help = "Failed looks at the stock.")
    @io.micrometer.core.annotation.Timed("stock")
    public int count(String article) {
        return article.hashCode() & 7;
    }
}
