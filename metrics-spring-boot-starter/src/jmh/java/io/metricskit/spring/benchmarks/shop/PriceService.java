package io.metricskit.spring.benchmarks.shop;

import io.metricskit.annotation.Timed;
import org.springframework.stereotype.Service;

/** Annotated for both libraries; the annotations of the one that is not on the class path are not there. */
@Service
class PriceService {

    @Timed(name = "price_seconds", help = "Time to find a price.", labels = "article=#article")
    @io.micrometer.core.annotation.Timed("price")
    public int price(String article) {
        return article.length();
    }
}
