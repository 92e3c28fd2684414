package io.metricskit.sample;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

/** Takes orders and keeps them in memory. */
@Service
class OrderService {

    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final OrderIds ids = new OrderIds();
    private final Counter itemsOrdered;

    OrderService(Registry registry) {
        this.itemsOrdered = registry.counter("items_ordered_total", "Pieces ordered, by item.", "item");
    }

    @Timed(
            name = "order_processing_seconds",
            help = "Time to take an order, in seconds.",
            labels = "item=#request.item")
    @InProgress(name = "orders_in_progress", help = "Orders being taken.")
    public Order place(OrderRequest request) {
        Item item = request.item();
        if (item == null || request.quantity() < 1) {
            throw new IllegalArgumentException("an order needs an item and a quantity of 1 or more, but got item '"
                    + item + "' and quantity " + request.quantity());
        }
        Order order = new Order(ids.next(), item, request.quantity());
        orders.put(order.id(), order);
        itemsOrdered.labelValues(item.toString()).add(request.quantity());
        return order;
    }

    public Order get(String id) {
        Order order = orders.get(id);
        if (order == null) {
            throw new OrderNotFoundException(id);
        }
        return order;
    }
}
