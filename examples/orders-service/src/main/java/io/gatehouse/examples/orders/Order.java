package io.gatehouse.examples.orders;

import java.math.BigDecimal;

/**
 * @param refunded of the total; never more than it
 */
public record Order(String id, String goods, BigDecimal total, BigDecimal refunded) {

    Order withGoods(String others) {
        return new Order(id, others, total, refunded);
    }

    Order minus(BigDecimal amount) {
        return new Order(id, goods, total, refunded.add(amount).min(total));
    }
}
