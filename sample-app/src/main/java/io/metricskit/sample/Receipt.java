package io.metricskit.sample;

/** Says that an order has been paid. */
record Receipt(String orderId, String status) {}
