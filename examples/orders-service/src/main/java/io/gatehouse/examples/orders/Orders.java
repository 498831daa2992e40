package io.gatehouse.examples.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The orders, in memory. */
@ApplicationScoped
class Orders {

    private final Map<String, Order> byId = new ConcurrentHashMap<>();

    Orders() {
        for (int i = 1; i <= 9; i++) {
            String id = Integer.toString(i);
            byId.put(
                    id, new Order(id, i + " boxes", BigDecimal.valueOf(i * 100L), BigDecimal.ZERO));
        }
    }

    Order find(String id) {
        Order order = byId.get(id);
        if (order == null) {
            throw new NotFoundException();
        }
        return order;
    }

    Order change(String id, UnaryOperator<Order> change) {
        Order changed = byId.computeIfPresent(id, (_, order) -> change.apply(order));
        if (changed == null) {
            throw new NotFoundException();
        }
        return changed;
    }
}
