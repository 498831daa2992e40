package io.gatehouse.examples.orders;

import io.gatehouse.permission.RequiresPermission;
import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/**
 * What callers can do with orders. Who may is not written here: it stands in policies, and each
 * method names the action and the resource that they speak of.
 */
@Path("/orders/{id}")
public class OrderResource {

    static final String ORDER = "arn:aws:orders:${orders.region}:${orders.account}:order/{id}";

    private final Orders orders;

    OrderResource(Orders orders) {
        this.orders = orders;
    }

    /** Without blocking: the question is asked on the event loop. */
    @GET
    @RequiresPermission(action = "orders:Get", resource = ORDER)
    public Uni<Order> read(@PathParam("id") String id) {
        return Uni.createFrom().item(() -> orders.find(id));
    }

    /** Blocking, on a worker thread. */
    @PUT
    @RequiresPermission(action = "orders:Update", resource = ORDER)
    public Order update(@PathParam("id") String id, String goods) {
        return orders.change(id, order -> order.withGoods(goods));
    }

    /** How much is the policy's business too: support refunds small amounts alone. */
    @POST
    @Path("/refund")
    @RequiresPermission(
            action = "orders:Refund",
            resource = ORDER,
            context = "orders:Amount={amount}")
    public Order refund(@PathParam("id") String id, @QueryParam("amount") @Nullable String amount) {
        if (amount == null || !amount.matches("[0-9]{1,9}([.][0-9]{1,2})?")) {
            throw new BadRequestException("an amount is such as 99.90");
        }
        return orders.change(id, order -> order.minus(new BigDecimal(amount)));
    }
}
