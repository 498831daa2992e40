package io.gatehouse.policy.language;

import io.gatehouse.policy.language.ActionClause.Actions;
import io.gatehouse.policy.language.ActionClause.NotActions;
import io.gatehouse.policy.language.Problems.Pass;
import io.gatehouse.policy.language.Values.Placed;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The Action and NotAction elements (SEMANTICS 1). */
final class ActionReader {

    private static final Set<String> TRUST_ACTIONS =
            Set.of(
                    "*",
                    "sts:*",
                    "sts:assumerole",
                    "sts:assumerolewithsaml",
                    "sts:assumerolewithwebidentity",
                    "sts:tagsession",
                    "sts:setsourceidentity",
                    "sts:setcontext");

    private final PolicyKind kind;
    private final Problems problems;

    ActionReader(PolicyKind kind, Problems problems) {
        this.kind = kind;
        this.problems = problems;
    }

    @Nullable ActionClause action(Json value) {
        List<String> patterns = patterns(value, "an Action");
        return patterns.isEmpty() ? null : new Actions(patterns);
    }

    @Nullable ActionClause notAction(Json value) {
        List<String> patterns = patterns(value, "a NotAction");
        return patterns.isEmpty() ? null : new NotActions(patterns);
    }

    private List<String> patterns(Json value, String what) {
        List<Placed> strings = Values.strings(value, what, problems::syntax);
        if (strings.isEmpty() && value instanceof Json.Elements list && list.elements().isEmpty()) {
            problems.refuse(
                    Pass.ACTIONS_EXIST,
                    value.place(),
                    "Policy statement must contain actions.",
                    "the list of actions is empty");
        }
        strings.forEach(this::check);
        return Values.texts(strings);
    }

    private void check(Placed action) {
        String text = action.text();
        if (text.equals("*")) {
            return;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            refuse(action, Problems.NO_VENDOR, "an action is `*` or `vendor:name`");
        } else if (text.indexOf(':', colon + 1) >= 0 && text.indexOf(',') < colon) {
            refuse(action, Problems.ONE_COLON, "an action is `vendor:name`, with one colon");
        } else if (!isVendor(text, colon)) {
            String vendor = text.substring(0, colon);
            refuse(
                    action,
                    "Vendor %s is not valid".formatted(DocumentReader.abbreviated(vendor)),
                    "a vendor has letters, digits and hyphens, no wildcards");
        } else if (kind == PolicyKind.TRUST
                && !TRUST_ACTIONS.contains(text.toLowerCase(Locale.ROOT))) {
            problems.refuseOnWrite(
                    Pass.ACTION_FORMAT,
                    action.place(),
                    "AssumeRole policy may only specify STS AssumeRole actions.",
                    "a trust policy speaks of sts:AssumeRole and its kin");
        } else {
            warnOfNamesThatNeverMatch(action, text.substring(colon + 1));
        }
    }

    private void warnOfNamesThatNeverMatch(Placed action, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ',' || Character.isWhitespace(c)) {
                problems.warn(
                        PolicyCheck.ACTION_MATCHES_NOTHING,
                        action.place(),
                        "the action `%s` matches nothing: the name holds a blank or a comma"
                                .formatted(DocumentReader.abbreviated(action.text())));
                return;
            }
        }
        if (name.isEmpty()) {
            problems.warn(
                    PolicyCheck.ACTION_MATCHES_NOTHING,
                    action.place(),
                    "the action has no name and matches nothing");
        } else if (problems.advising()) {
            VariableAdvice.onPlainText(action.text(), "an action", action.place(), problems);
            if (KnownActions.matchesNone(action.text())) {
                problems.warn(
                        PolicyCheck.INVALID_ACTION,
                        action.place(),
                        "IAM and STS have no action `%s`"
                                .formatted(DocumentReader.abbreviated(action.text())));
            }
        }
    }

    private void refuse(Placed action, String message, String detail) {
        problems.refuse(Pass.ACTION_FORMAT, action.place(), message, detail);
    }

    private static boolean isVendor(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean legal =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-';
            if (!legal) {
                return false;
            }
        }
        return end > 0;
    }
}
