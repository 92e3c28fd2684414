package io.metricskit.sample;

import org.jspecify.annotations.Nullable;

/** What a customer asks for; the item is null where the request leaves it out. */
record OrderRequest(@Nullable Item item, int quantity) {}
