package io.gatehouse.identity;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.Admission;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands in for authz-service, which cannot run in this module: yes, unless told otherwise. */
@Alternative
@Priority(1)
@ApplicationScoped
public class AuthzByHand implements Guard {

    record Question(String caller, String action, String resource, ContextKeys keys) {}

    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Set<String> unmentioned = ConcurrentHashMap.newKeySet();
    private final List<Question> asked = new CopyOnWriteArrayList<>();

    void deny(String action) {
        denied.add(action);
    }

    /** No policy says anything of the action. */
    void leaveOpen(String action) {
        unmentioned.add(action);
    }

    void allowAll() {
        denied.clear();
        unmentioned.clear();
    }

    Question last() {
        return asked.getLast();
    }

    @Override
    public Uni<Admission> require(Call call, ActionName action, String resource, ContextKeys keys) {
        String caller = call.caller().arn().toString();
        asked.add(new Question(caller, action.toString(), resource, keys));
        return denied.contains(action.toString()) || unmentioned.contains(action.toString())
                ? Uni.createFrom()
                        .failure(
                                RefusedException.of(
                                        ErrorCode.ACCESS_DENIED,
                                        "User: %s is not authorized to perform: %s on resource: %s"
                                                .formatted(caller, action, resource)))
                : Uni.createFrom().item(new Admission(Revision.NONE, false));
    }

    @Override
    public Uni<Admission> requireUndenied(
            Call call, ActionName action, String resource, ContextKeys keys) {
        return unmentioned.contains(action.toString()) && !denied.contains(action.toString())
                ? Uni.createFrom().item(new Admission(Revision.NONE, false))
                : require(call, action, resource, keys);
    }
}
