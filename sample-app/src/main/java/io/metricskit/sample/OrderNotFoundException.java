package io.metricskit.sample;

/** Says that there is no order of an id. */
final class OrderNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OrderNotFoundException(String id) {
        super("there is no order with the id '" + id + "'");
    }
}
