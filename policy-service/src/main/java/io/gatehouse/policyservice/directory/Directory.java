package io.gatehouse.policyservice.directory;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.request.HomeContext;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Names to principals. The read model answers when it has reached the identity head that the
 * request was given and has the name; before anyone is told that a name does not exist,
 * identity-service itself is asked (DESIGN 2, "Across the two writers").
 */
@ApplicationScoped
public class Directory {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(40);

    private final PrincipalRows rows;
    private final IdentityPort identity;

    Directory(PrincipalRows rows, IdentityPort identity) {
        this.rows = rows;
        this.identity = identity;
    }

    /** Who has that name in that account. */
    public Uni<Found> find(Call call, AccountId account, PrincipalKind kind, String name) {
        return findAll(call, account, kind, List.of(name))
                .map(all -> new Found(Optional.ofNullable(all.byName().get(name)), all.seen()));
    }

    /**
     * Many at once; those that do not exist are left out.
     *
     * @param byName by the name as it was asked for
     */
    public record FoundAll(Map<String, KnownPrincipal> byName, Revision seen) {}

    /** Who has those names in that account. */
    public Uni<FoundAll> findAll(
            Call call, AccountId account, PrincipalKind kind, List<String> names) {
        return local(account, kind, names)
                .chain(local ->
                        local.byName().size() == names.size()
                                        && local.seen().includes(wanted(call, account))
                                ? Uni.createFrom().item(local)
                                : ask(account, kind, names));
    }

    /**
     * Completes when the read model has reached the identity head of the account that the request
     * was given; fails with ServiceUnavailable when it does not in five seconds.
     */
    public Uni<Void> reached(Call call, AccountId account) {
        Revision wanted = wanted(call, account);
        if (wanted.positions().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Executor home = HomeContext.executor();
        return checkpoint(account)
                .runSubscriptionOn(home)
                .repeat()
                .withDelay(POLL)
                .atMost(PATIENCE.dividedBy(POLL))
                .filter(seen -> seen.includes(wanted))
                .toUni()
                .emitOn(home)
                .onItem()
                .ifNull()
                .failWith(() ->
                        RefusedException.of(
                                ErrorCode.SERVICE_UNAVAILABLE,
                                "what happened in identity-service has not arrived here yet"))
                .replaceWithVoid();
    }

    /** What the read model has of a name; empty where it has nothing. */
    public Uni<Optional<PrincipalRow>> row(AccountId account, PrincipalKind kind, String name) {
        return Panache.withSession(() ->
                rows.named(account, kind, List.of(name)).map(found -> found.stream().findFirst()));
    }

    /** Whether that account came first, whose root administers the others. */
    public Uni<Boolean> isFirst(AccountId account) {
        return Panache.withSession(() ->
                        Panache.getSession()
                                .chain(session -> session.find(AccountRow.class, account.digits())))
                .map(row -> row != null && row.isFirst);
    }

    /** Fails with NoSuchEntity for an account that identity-service does not know either. */
    public Uni<Void> requireAccount(AccountId account) {
        return Panache.withSession(() ->
                        Panache.getSession()
                                .chain(session -> session.find(AccountRow.class, account.digits())))
                .chain(row ->
                        row != null
                                ? Uni.createFrom().voidItem()
                                : requireKnownToIdentity(account));
    }

    private Uni<Void> requireKnownToIdentity(AccountId account) {
        return identity.resolve(account, PrincipalKind.USER, List.of())
                .invoke(answer -> {
                    if (answer.revision().positions().isEmpty()) {
                        throw RefusedException.of(
                                ErrorCode.NO_SUCH_ENTITY,
                                "The account %s cannot be found.".formatted(account));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Revision> checkpoint(AccountId account) {
        return Panache.withSession(() ->
                        Panache.getSession()
                                .chain(session ->
                                        session.find(CheckpointRow.class, account.digits())))
                .map(row -> row == null ? Revision.NONE : Revision.of(row.position()));
    }

    private Uni<FoundAll> ask(AccountId account, PrincipalKind kind, List<String> names) {
        return identity.resolve(account, kind, names)
                .map(answer -> new FoundAll(answer.byName(), answer.revision()));
    }

    private Uni<FoundAll> local(AccountId account, PrincipalKind kind, List<String> names) {
        return Panache.withSession(() ->
                Panache.getSession()
                        .chain(session -> session.find(CheckpointRow.class, account.digits()))
                        .chain(checkpoint ->
                                rows.named(account, kind, names)
                                        .map(found ->
                                                new FoundAll(
                                                        byName(names, found),
                                                        checkpoint == null
                                                                ? Revision.NONE
                                                                : Revision.of(
                                                                        checkpoint.position())))));
    }

    private static Map<String, KnownPrincipal> byName(
            List<String> names, List<PrincipalRow> found) {
        Map<String, KnownPrincipal> byKey = new HashMap<>();
        found.forEach(row -> byKey.put(row.nameKey, row.known()));
        Map<String, KnownPrincipal> byName = new HashMap<>();
        for (String name : names) {
            KnownPrincipal principal = byKey.get(name.toLowerCase(Locale.ROOT));
            if (principal != null) {
                byName.put(name, principal);
            }
        }
        return byName;
    }

    private static Revision wanted(Call call, AccountId account) {
        return Revision.of(
                call.heads().positions().stream()
                        .filter(p -> p.log() == LogName.IDENTITY && p.owner().equals(account))
                        .toList());
    }
}
