package io.metricskit.spring.aop;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;

/** A bean with an annotation of each kind, of which all but one have constant labels. */
class AnnotatedShop {

    @Timed(name = "order_seconds", labels = "route=/orders")
    @InProgress("orders_in_progress")
    @CountExceptions(
            name = "order_failures_total",
            labels = {"route=/orders", "kind=book"})
    public void order() {}

    @Timed(name = "pay_seconds", labels = "kind=#kind")
    public void pay(String kind) {}
}
