package io.gatehouse.model.session;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.util.ArrayList;
import java.util.List;

/**
 * From whom a session comes.
 *
 * @param links every key, user and role on the way to it: the session ends when one is deleted, or
 *     a key deactivated
 * @param chain ARNs of who called, outermost first, without the session itself; empty where a
 *     provider of identities vouched
 */
public record SessionLineage(List<Link> links, List<Arn> chain) {

    /** A session that nobody here gave. */
    public static final SessionLineage NONE = new SessionLineage(List.of(), List.of());

    public SessionLineage {
        links = List.copyOf(links);
        chain = List.copyOf(chain);
    }

    /**
     * One thing that a session rests on.
     *
     * @param account whose it is
     * @param id of a user, a role or an access key; the account id for root
     */
    public record Link(AccountId account, String id) {}

    /** This and one more link, unless it is there. */
    public SessionLineage with(Link link) {
        if (links.contains(link)) {
            return this;
        }
        List<Link> more = new ArrayList<>(links);
        more.add(link);
        return new SessionLineage(more, chain);
    }

    /** This with the ARN of one more caller. */
    public SessionLineage through(Arn caller) {
        List<Arn> more = new ArrayList<>(chain);
        more.add(caller);
        return new SessionLineage(links, more);
    }
}
