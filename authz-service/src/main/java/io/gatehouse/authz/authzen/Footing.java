package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Staleness;
import io.gatehouse.model.Revision;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** What the decisions of one page rest on, as single answers say it of themselves. */
final class Footing {

    /** As text: most decisions of a page name the same. */
    private final Set<String> revisions = new LinkedHashSet<>();

    private Staleness staleness = Staleness.FRESH;
    private boolean isSessionUnverified;

    void add(CheckResponse response) {
        revisions.add(response.getRevision());
        if (response.getStaleness().getNumber() > staleness.getNumber()) {
            staleness = response.getStaleness();
        }
        isSessionUnverified |= response.getSessionUnverified();
    }

    /** Nothing where nothing was decided. */
    void write(ObjectNode properties) {
        if (revisions.isEmpty()) {
            return;
        }
        Revision all = Revision.NONE;
        for (String revision : revisions) {
            all = all.and(Revision.parse(revision));
        }
        properties
                .put("revision", all.token())
                .put("staleness", staleness.name().toLowerCase(Locale.ROOT))
                .put("session_unverified", isSessionUnverified);
    }
}
