package io.gatehouse.policy.language;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.policy.language.Json.Place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong with a document. AWS checks in passes and answers with the first problem
 * of the first pass that finds one; {@link #inOrder} has that one first.
 */
final class Problems {

    /** AWS's passes, in their order. */
    enum Pass {
        SYNTAX,
        VERSION,
        LEGACY,
        SID,
        ACTIONS_EXIST,
        RESOURCES_EXIST,
        RESOURCE_FORMAT,
        ACTION_FORMAT
    }

    static final String SYNTAX_ERRORS = "Syntax errors in policy.";
    static final String LEGACY_PARSING = "The policy failed legacy parsing";
    static final String NO_VENDOR =
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    static final String ONE_COLON = "Actions/Condition can contain only one colon.";

    /** Enough for any author; bounds what a hostile document costs. */
    private static final int MOST = 100;

    private record Found(Pass pass, PolicyProblem problem) {}

    /** What a document is read for. */
    enum Purpose {
        /** It is about to be stored: all rules, all advice. */
        WRITE,
        /** It is stored already and to be evaluated: what has a meaning is kept. */
        EVALUATE,
        /** Somebody wants to know what is wrong with it: as to evaluate, with all advice. */
        REVIEW
    }

    private final Purpose purpose;

    /** The present, as {@link DateValue#micros}; {@code NOT_A_DATE} where nobody says. */
    private final long now;

    private final List<Found> found = new ArrayList<>();
    private final List<PolicyWarning> warnings = new ArrayList<>();

    Problems(Purpose purpose, long now) {
        this.purpose = purpose;
        this.now = now;
    }

    /** Whether advice is wanted that costs time. */
    boolean advising() {
        return purpose != Purpose.EVALUATE;
    }

    /** Whether a text is a date that lies behind the present; no where the present is unknown. */
    boolean isPast(String date) {
        long micros = DateValue.micros(date);
        return now != DateValue.NOT_A_DATE && micros != DateValue.NOT_A_DATE && micros < now;
    }

    /** The document is refused however it is read. */
    void refuse(Pass pass, Place place, String message, String detail) {
        if (found.size() < MOST) {
            found.add(
                    new Found(
                            pass,
                            new PolicyProblem(
                                    ErrorCode.MALFORMED_POLICY_DOCUMENT,
                                    message,
                                    detail,
                                    place.line(),
                                    place.column(),
                                    place.path())));
        }
    }

    void syntax(Place place, String detail) {
        refuse(Pass.SYNTAX, place, SYNTAX_ERRORS, detail);
    }

    /** The document may not be written; met in evaluation all the same, it is warned of. */
    void refuseOnWrite(Pass pass, Place place, String message, String detail) {
        if (purpose == Purpose.WRITE) {
            refuse(pass, place, message, detail);
        } else {
            warn(PolicyCheck.NOT_WRITABLE, place, detail);
        }
    }

    void warn(PolicyCheck check, Place place, String text) {
        if (warnings.size() < MOST) {
            warnings.add(
                    new PolicyWarning(check, text, place.line(), place.column(), place.path()));
        }
    }

    boolean none() {
        return found.isEmpty();
    }

    List<PolicyProblem> inOrder() {
        return found.stream()
                .sorted(Comparator.comparing(Found::pass))
                .map(Found::problem)
                .toList();
    }

    List<PolicyWarning> warnings() {
        return warnings;
    }
}
