package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.ManagedPolicyFact;
import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.eventstore.StoredEvent;
import io.gatehouse.eventstore.StoredStream;
import io.gatehouse.eventstore.StreamName;
import io.gatehouse.eventstore.UniquenessChange;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.log.Payloads;
import io.gatehouse.policyservice.log.RecordedEvent;
import io.gatehouse.policyservice.log.StreamChange;
import io.gatehouse.policyservice.log.SubjectValues;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.DefaultVersionSet;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyDeleted;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyTagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyUntagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionDeleted;
import io.gatehouse.policyservice.value.PersonalValues;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.Refusals;
import io.smallrye.mutiny.Uni;

import java.util.List;

/**
 * A managed policy read under the lock of its owner's log.
 *
 * @param personal of the policy's subject, sealing for the store
 */
record LoadedPolicy(
        PolicyOwner owner, StreamName stream, ManagedPolicy state, PersonalValues personal) {

    private static final String NAME = "policy-name";
    static final String ID = "policy-id";

    static Uni<LoadedPolicy> load(LockedLog log, UniqueId id) {
        StreamName stream = new StreamName("policy/" + id);
        return log.stream(stream)
                .chain(stored ->
                        log.personal(stream.text())
                                .map(SubjectValues::new)
                                .map(personal ->
                                        new LoadedPolicy(
                                                log.position().owner(),
                                                stream,
                                                fold(stored, personal),
                                                personal)));
    }

    /** The state after the events, which may be none. */
    ManagedPolicy after(List<ManagedPolicyEvent> events) {
        ManagedPolicy after = state;
        for (ManagedPolicyEvent event : events) {
            after = ManagedPolicy.evolve(after, event);
        }
        return after;
    }

    /** What the events, at least one, do to the stream, names, rows and facts. */
    StreamChange change(List<ManagedPolicyEvent> events) {
        ManagedPolicy after = after(events);
        return new StreamChange(
                stream,
                events.stream().map(this::recorded).toList(),
                events.stream().flatMap(event -> uniqueness(event).stream()).toList(),
                ManagedPolicyView.writes(events, after),
                events.stream().anyMatch(LoadedPolicy::changesFact)
                        ? List.of(fact(after))
                        : List.of());
    }

    /** The policy as authz-service knows it: identity and the document of the default version. */
    static Fact.Builder fact(ManagedPolicy policy) {
        return switch (policy) {
            case ManagedPolicy.Active active ->
                    Fact.newBuilder()
                            .setManagedPolicy(
                                    identity(active.id(), active.arn())
                                            .setDefaultVersionId(
                                                    active.versions().defaultNumber().text())
                                            .setDocument(
                                                    active.versions()
                                                            .defaultVersion()
                                                            .document()
                                                            .json()));
            case ManagedPolicy.Deleted(var id, var arn) ->
                    Fact.newBuilder().setDeleted(true).setManagedPolicy(identity(id, arn));
            case ManagedPolicy.Absent _ ->
                    throw new IllegalStateException("what never was has no fact");
        };
    }

    private static ManagedPolicyFact.Builder identity(UniqueId id, PolicyArn arn) {
        return ManagedPolicyFact.newBuilder().setId(id.text()).setArn(arn.toString());
    }

    private static boolean changesFact(ManagedPolicyEvent event) {
        return switch (event) {
            case PolicyCreated _, DefaultVersionSet _, PolicyDeleted _ -> true;
            case VersionCreated _, VersionDeleted _, PolicyTagged _, PolicyUntagged _ -> false;
        };
    }

    private static List<UniquenessChange> uniqueness(ManagedPolicyEvent event) {
        return switch (event) {
            case PolicyCreated created ->
                    List.of(
                            new UniquenessChange.Claim(
                                    NAME,
                                    created.arn().owner().text(),
                                    created.arn().name().key(),
                                    created.id().text(),
                                    Refusals.policyExists(created.arn().name().text())),
                            // Never released: an id is not used again.
                            new UniquenessChange.Claim(
                                    ID,
                                    "",
                                    created.id().text(),
                                    created.id().text(),
                                    Refusals.idUsed(created.id().text())));
            case PolicyDeleted(var arn) ->
                    List.of(
                            new UniquenessChange.Release(
                                    NAME, arn.owner().text(), arn.name().key()));
            case VersionCreated _,
                    DefaultVersionSet _,
                    VersionDeleted _,
                    PolicyTagged _,
                    PolicyUntagged _ ->
                    List.of();
        };
    }

    private RecordedEvent recorded(ManagedPolicyEvent event) {
        return new RecordedEvent(
                ManagedPolicyEventCodec.encode(event, personal),
                ManagedPolicyEventCodec.encode(event, PersonalValues.CLEAR));
    }

    private static ManagedPolicy fold(StoredStream stored, PersonalValues personal) {
        ManagedPolicy policy = ManagedPolicy.ABSENT;
        for (StoredEvent event : stored.events()) {
            policy =
                    ManagedPolicy.evolve(
                            policy,
                            ManagedPolicyEventCodec.decode(
                                    event.type(),
                                    event.typeVersion(),
                                    Payloads.json(event),
                                    personal));
        }
        return policy;
    }
}
