package io.gatehouse.identity.log;

import io.gatehouse.eventstore.LogEpochs;
import io.gatehouse.eventstore.Republication;
import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.util.List;
import java.util.UUID;

/** Publishes all facts of accounts again (DESIGN 2, "Facts"). */
@ApplicationScoped
public class Republishing {

    private static final Logger LOG = Logger.getLogger(Republishing.class);

    private final Republication republication;
    private final LogEpochs epochs;

    Republishing(Republication republication, Pool database) {
        this.republication = republication;
        this.epochs = new LogEpochs(database);
    }

    /** How much went into the outbox. */
    public record Republished(int accounts, long facts) {}

    /**
     * @param owners empty means all
     */
    public Uni<Republished> republish(List<PolicyOwner> owners) {
        return owners.isEmpty() ? republication.owners().chain(this::each) : each(owners);
    }

    /** Begins a new epoch and publishes everything in it, as after a restore from a backup. */
    public Uni<Republished> republishInNewEpoch() {
        return epochs.begin(UUID.randomUUID().toString(), "asked for by an operator")
                .invoke(epoch -> LOG.infof("log epoch %s (%s)", epoch.text(), epoch.reason()))
                .chain(this::republishPending);
    }

    /** What an epoch that has just begun still owes its readers. */
    public Uni<Republished> republishPending() {
        return republication.pending().chain(this::each);
    }

    private Uni<Republished> each(List<PolicyOwner> owners) {
        return Multi.createFrom()
                .iterable(owners)
                .onItem()
                .transformToUniAndConcatenate(owner ->
                        republication
                                .republish(owner, UUID.randomUUID().toString())
                                .invoke(records ->
                                        LOG.infof(
                                                "published %d records of account %s again",
                                                records, owner.text())))
                .collect()
                .asList()
                .map(counts ->
                        new Republished(
                                counts.size(),
                                counts.stream().mapToLong(Integer::longValue).sum()));
    }
}
