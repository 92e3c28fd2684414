package io.metricskit.spring.aop.elsewhere;

import io.metricskit.annotation.Timed;

/** A class whose subclasses are in other packages. */
public class Stockroom {

    @Timed("count_seconds")
    void count() {}

    /** Counts a stockroom, through its proxy if it has one. */
    public static void countThat(Stockroom stockroom) {
        stockroom.count();
    }
}
