package io.gatehouse.identity.imports;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One entity of an import: commands that make it what the entry says.
 *
 * @param <C> the feature's commands
 */
sealed interface Entry<C> {

    /**
     * @param id that the entity has or gets
     * @param isNew whether the commands make it
     */
    record Of<C>(String id, boolean isNew, List<C> commands, List<String> warnings)
            implements Entry<C> {
        public Of {
            commands = List.copyOf(commands);
            warnings = List.copyOf(warnings);
        }
    }

    /** It has to be there and is not. */
    record Missing<C>(RefusedException why) implements Entry<C> {}

    /** Runs the commands; an expected no becomes the entity's result, anything else fails. */
    static <C, S, E> Uni<ImportResult> run(
            Commands commands,
            Origin origin,
            AccountId account,
            EntityKind<C, S, E> kind,
            String name,
            Function<Moment, Uni<Entry<C>>> prepare) {
        AtomicReference<Of<C>> last =
                new AtomicReference<>(new Of<>("", false, List.of(), List.of()));
        return commands.run(
                        origin,
                        account,
                        kind,
                        moment ->
                                prepare.apply(moment)
                                        .map(entry ->
                                                switch (entry) {
                                                    case Of<C> of -> {
                                                        last.set(of);
                                                        yield Asked.of(of.id(), of.commands());
                                                    }
                                                    case Missing<C>(var why) ->
                                                            Asked.<C>no(why.refusal());
                                                }))
                .map(done -> {
                    Of<C> of = Objects.requireNonNull(last.get());
                    return ImportResult.of(kind.name(), name, of.id(), of.isNew(), done.changed())
                            .warning(of.warnings());
                })
                .onFailure(RefusedException.class)
                .recoverWithItem(failure -> refused(kind.name(), name, failure));
    }

    static ImportResult refused(String kind, String name, Throwable failure) {
        // INVARIANT: asked for RefusedException alone.
        return ImportResult.refused(kind, name, ((RefusedException) failure).refusal());
    }
}
