package io.gatehouse.policy.language;

import java.util.List;

/** The Principal or NotPrincipal element of a statement. */
public sealed interface PrincipalClause {

    Names names();

    /** {@code Principal}: the statement speaks of these. */
    record Principals(Names names) implements PrincipalClause {}

    /** {@code NotPrincipal}: the statement speaks of all but these (SEMANTICS 7). */
    record NotPrincipals(Names names) implements PrincipalClause {}

    /** The value of the element. */
    sealed interface Names {}

    /** The plain text {@code "*"}: everyone, anonymous callers included. */
    record Anyone() implements Names {}

    /** The map form; at least one name, grouped by type. */
    record Listed(List<Name> names) implements Names {
        public Listed {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("a principal map has at least one entry");
            }
        }
    }

    /**
     * One name of the map form.
     *
     * @param text as written: ARN, account id, unique id ({@code AIDA…}, {@code AROA…}, {@code
     *     AROA…:session}), service name, provider, or {@code *}
     */
    record Name(Type type, String text) {}

    /** The keys of the map form. */
    enum Type {
        AWS("AWS"),
        FEDERATED("Federated"),
        SERVICE("Service"),
        CANONICAL_USER("CanonicalUser");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** As written, case-sensitive. */
        public String text() {
            return text;
        }
    }
}
