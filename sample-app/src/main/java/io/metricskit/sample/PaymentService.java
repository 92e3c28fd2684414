package io.metricskit.sample;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.Timed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Service;

/** Takes payments at a bank that needs a moment. */
@Service
class PaymentService {

    private static final int DECLINED_QUANTITY = 13;
    private static final long BANK_MILLIS = 20;

    private final Executor bank = CompletableFuture.delayedExecutor(BANK_MILLIS, TimeUnit.MILLISECONDS);

    @Timed(
            name = "payment_seconds",
            help = "Time to take a payment, declined ones too, in seconds.",
            buckets = {0.01, 0.05, 0.1, 0.5, 1})
    @CountExceptions(name = "payment_failures_total", help = "Payments that failed.")
    public CompletableFuture<Receipt> pay(Order order) {
        return CompletableFuture.supplyAsync(() -> charge(order), bank);
    }

    private static Receipt charge(Order order) {
        if (order.quantity() == DECLINED_QUANTITY) {
            throw new PaymentDeclinedException(order);
        }
        return new Receipt(order.id(), "paid");
    }
}
