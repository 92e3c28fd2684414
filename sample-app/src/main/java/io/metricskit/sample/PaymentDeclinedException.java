package io.metricskit.sample;

/** Says that the bank refused a payment. */
final class PaymentDeclinedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PaymentDeclinedException(Order order) {
        super("the payment of order '" + order.id() + "' was declined: nobody may buy " + order.quantity());
    }
}
