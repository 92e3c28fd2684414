package io.metricskit.sample;

/** An order as the service keeps it. */
record Order(String id, Item item, int quantity) {}
