package io.gatehouse.authz.authzen;

import io.gatehouse.model.AccountId;
import io.gatehouse.snapshot.Registered;
import io.gatehouse.snapshot.Registered.AtResource;
import io.gatehouse.snapshot.SnapshotView;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the accounts hold that a search is about: all of the subject's own, and of others what can
 * let it in. An account that cannot be read fails the search: nothing is left out silently.
 */
record Concerned(List<Registered> accounts) {

    /**
     * @param others whose resources the search may find
     * @throws IllegalStateException if one of them cannot be read
     */
    static Concerned of(SnapshotView view, Variables subject, Collection<AccountId> others) {
        Set<AccountId> owners = new LinkedHashSet<>(others);
        subject.account().ifPresent(owners::remove);
        List<Registered> accounts = new ArrayList<>();
        subject.account().map(view::registered).ifPresent(accounts::add);
        owners.forEach(owner -> accounts.add(view.registeredForOthers(owner)));
        return new Concerned(List.copyOf(accounts));
    }

    List<String> entities() {
        return accounts.stream().flatMap(it -> it.entities().stream()).toList();
    }

    /** Each statement of each policy. */
    List<Written> written() {
        return accounts.stream().flatMap(it -> Written.of(it.policies()).stream()).toList();
    }

    List<AtResource> atResources() {
        return accounts.stream().flatMap(it -> it.atResources().stream()).toList();
    }
}
