package io.gatehouse.identity.holding;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.quota;

import io.gatehouse.identity.holding.HoldingEvent.Activated;
import io.gatehouse.identity.holding.HoldingEvent.Added;
import io.gatehouse.identity.holding.HoldingEvent.Deactivated;
import io.gatehouse.identity.holding.HoldingEvent.Removed;
import io.gatehouse.identity.holding.HoldingEvent.Renewed;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import java.util.function.Function;

/**
 * The rules of what an owner holds, the same for all kinds.
 *
 * @param <D> what the feature says of each
 */
final class HoldingDecider<D> {

    private final HoldingType<D> type;

    HoldingDecider(HoldingType<D> type) {
        this.type = type;
    }

    Decision<HoldingEvent<D>> decide(Holdings<D> held, HoldingCommand<D> command, Quotas quotas) {
        return switch (command) {
            case HoldingCommand.Add<D>(var owner, var id, var details, var at) -> {
                long counted =
                        held.all().stream()
                                .filter(one -> type.counts(one.details(), details))
                                .count();
                int limit = type.limit(quotas);
                yield counted >= limit
                        ? quota(type.quota(), limit)
                        : accept(new Added<>(owner, id, details, at));
            }
            case HoldingCommand.Activate<D>(var id) ->
                    of(held, id, one -> one.active() ? accept() : accept(new Activated<>(id)));
            case HoldingCommand.Deactivate<D>(var id) ->
                    of(held, id, one -> one.active() ? accept(new Deactivated<>(id)) : accept());
            case HoldingCommand.Renew<D>(var id) -> of(held, id, _ -> accept(new Renewed<>(id)));
            case HoldingCommand.Remove<D>(var id) -> of(held, id, _ -> accept(new Removed<>(id)));
        };
    }

    private Decision<HoldingEvent<D>> of(
            Holdings<D> held,
            UniqueId id,
            Function<Holding<D>, Decision<HoldingEvent<D>>> decision) {
        return held.find(id)
                .map(decision)
                .orElseGet(() -> refuse(ErrorCode.NO_SUCH_ENTITY, type.notFound(id)));
    }

    /**
     * What is held after the event; one that cannot have happened throws CorruptStreamException.
     */
    Holdings<D> evolve(Holdings<D> held, HoldingEvent<D> event) {
        boolean isNew = event instanceof Added<D>;
        if (held.find(event.id()).isPresent() == isNew) {
            throw new CorruptStreamException(held, event);
        }
        return switch (event) {
            case Added<D>(var _, var id, var details, var at) ->
                    held.with(new Holding<>(id, true, at, details));
            case Activated<D>(var id) -> held.switched(id, true);
            case Deactivated<D>(var id) -> held.switched(id, false);
            case Renewed<D> _ -> held;
            case Removed<D>(var id) -> held.without(id);
        };
    }
}
