package io.gatehouse.policyservice.pricelist;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What uses cost.
 *
 * @param service vendor of actions, or {@code *}
 * @param action of the service, or {@code *}; compared without case
 * @param amount for {@code per} uses, not negative
 */
public record Price(String service, String action, BigDecimal amount, long per) {

    static final String ANY = "*";
    private static final int MOST_PLACES = 12;

    public Price {
        if (service.isEmpty() || action.isEmpty()) {
            throw new IllegalArgumentException("a price names a service and an action, or `*`");
        }
        if (service.equals(ANY) && !action.equals(ANY)) {
            throw new IllegalArgumentException("the action `%s` needs a service".formatted(action));
        }
        if (amount.signum() < 0 || amount.scale() > MOST_PLACES || amount.precision() > 30) {
            throw new IllegalArgumentException(
                    "a price is not negative and has at most %d places, not `%s`"
                            .formatted(MOST_PLACES, amount.toPlainString()));
        }
        if (per < 1) {
            throw new IllegalArgumentException(
                    "a price is for at least 1 use, not %d".formatted(per));
        }
    }

    /** What that many uses cost. */
    public BigDecimal of(long count, int places) {
        return amount.multiply(BigDecimal.valueOf(count))
                .divide(BigDecimal.valueOf(per), places, RoundingMode.HALF_EVEN);
    }
}
