package io.metricskit.spring.benchmarks;

import io.metricskit.annotation.Timed;

/** A bean whose only method takes no time of its own, and is annotated for both libraries with their defaults. */
public class PriceService {

    @Timed(name = "price_seconds", help = "Time to find a price.")
    @io.micrometer.core.annotation.Timed("price")
    public int price(int article) {
        return article * 3;
    }
}
