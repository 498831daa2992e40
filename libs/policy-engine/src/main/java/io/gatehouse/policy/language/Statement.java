package io.gatehouse.policy.language;

import java.util.List;
import java.util.Optional;

/**
 * One statement. Which of the optional elements must be there depends on the kind of the document;
 * the parser has checked it.
 *
 * @param sid the Sid element, possibly empty text
 * @param principal Principal or NotPrincipal; a statement of a resource policy without either never
 *     matches (SEMANTICS 1)
 * @param action Action or NotAction
 * @param resource Resource or NotResource; absent in trust policies and where a resource policy
 *     speaks of its own resource
 * @param conditions all must hold; no entries is always true
 */
public record Statement(
        Optional<String> sid,
        Effect effect,
        Optional<PrincipalClause> principal,
        ActionClause action,
        Optional<ResourceClause> resource,
        List<Condition> conditions) {

    public Statement {
        conditions = List.copyOf(conditions);
    }
}
