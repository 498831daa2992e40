package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.IpParser;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One decision while it is being made: the request taken apart once, and what was found so far.
 * Reused by one thread from decision to decision, so that deciding allocates nothing.
 */
final class Evaluation {

    /** Larger buffers than this are given back. */
    private static final int KEEP = 16_384;

    private static final int MOST_NOTES = 200;

    /** Room behind a text for those who read four characters at a time. */
    static final int SLACK = 4;

    private static final AuthorizationRequest NO_REQUEST =
            AuthorizationRequest.of(new Principal.Anonymous(), "", "*", RequestContext.EMPTY);

    // One reference, not one for each thing, and null at the end: storing a reference in what lives
    // long costs a fence.
    private AuthorizationRequest request = NO_REQUEST;

    private boolean stored;
    private boolean bounded;

    private boolean actionRead;
    private char[] action = new char[64];
    private int actionColon;

    /** The resource, with some room behind. */
    char[] resource = new char[256];

    int resourceLength;

    private boolean resourceRead;

    /** What is before the sixth part of the resource; null if that is not an ARN, or not read. */
    private ArnHeads.@Nullable Head head;

    final Matches allows = new Matches();
    final Matches denies = new Matches();
    final Layers layers = new Layers();
    final Verdicts verdicts = new Verdicts();
    final Candidates candidates = new Candidates();
    final ArnHashes hashes = new ArnHashes();
    private final ArnHeads heads = new ArnHeads();
    private final ActionMemory actions = new ActionMemory();
    final IpParser address = new IpParser();
    final LastDate dates = new LastDate();
    private char[] text = new char[256];
    private final int[] textStarts = new int[7];

    private final List<String> missing = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void begin(ApplicablePolicies policies, AuthorizationRequest request) {
        stored = policies.resourceMatching() == PrincipalMatching.STORED;
        bounded = !policies.boundaries().isEmpty();
        this.request = request;
        actionRead = false;
        String name = request.resource();
        resourceLength = name.length();
        if (resource.length < resourceLength + SLACK) {
            resource = new char[Math.max(resourceLength + SLACK, 2 * resource.length)];
        }
        name.getChars(0, resourceLength, resource, 0);
        resourceRead = false;
        if (hasNotes()) {
            missing.clear();
            warnings.clear();
        }
        allows.clear();
        denies.clear();
    }

    /** Lets go of the request: null, for storing that costs no fence. */
    @SuppressWarnings("NullAway") // between end and begin nobody asks for it
    void end() {
        allows.clear();
        denies.clear();
        request = null;
        if (resource.length > KEEP) {
            resource = new char[256];
        }
        if (action.length > KEEP) {
            action = new char[64];
        }
        if (text.length > KEEP) {
            text = new char[256];
        }
    }

    Principal principal() {
        return request.principal();
    }

    RequestContext context() {
        return request.context();
    }

    /** The action as the request spells it. */
    String actionName() {
        return request.action();
    }

    PrincipalMatching matching() {
        return stored ? PrincipalMatching.STORED : PrincipalMatching.FROM_REQUEST;
    }

    /** Whether the caller has a permissions boundary (SEMANTICS 7, NotPrincipal). */
    boolean callerHasBoundary() {
        return bounded;
    }

    /** The head of the resource; null if it has not the six parts of an ARN. */
    ArnHeads.@Nullable Head resourceHead() {
        if (!resourceRead) {
            head = heads.read(resource, resourceLength);
            resourceRead = true;
        }
        return head;
    }

    /** Which classes of actions hold the request's: valid until the next call. */
    long[] actionBits(ActionClasses classes) {
        return actions.bits(classes, this);
    }

    /** The action in lower case; made on demand, for an index knows the action as it is spelt. */
    char[] action() {
        if (!actionRead) {
            readAction();
        }
        return action;
    }

    /** The index of the first colon of the action, or -1. */
    int actionColon() {
        if (!actionRead) {
            readAction();
        }
        return actionColon;
    }

    private void readAction() {
        String actionName = request.action();
        int length = actionName.length();
        if (action.length < length) {
            action = new char[Math.max(length, 2 * action.length)];
        }
        actionColon = -1;
        for (int i = 0; i < length; i++) {
            char c = KeyNames.fold(actionName.charAt(i));
            action[i] = c;
            if (c == ':' && actionColon < 0) {
                actionColon = i;
            }
        }
        actionRead = true;
    }

    /** Where the parts of an ARN start; false if there are fewer than six. */
    static boolean split(char[] text, int length, int[] starts) {
        int part = 1;
        for (int i = 0; i < length; i++) {
            if (text[i] == ':') {
                starts[part] = i + 1;
                part++;
                if (part == 6) {
                    starts[6] = length + 1;
                    return true;
                }
            }
        }
        return false;
    }

    /** A context value as characters, valid until the next call. */
    char[] characters(String value) {
        if (text.length < value.length()) {
            text = new char[Math.max(value.length(), 2 * text.length)];
        }
        value.getChars(0, value.length(), text, 0);
        return text;
    }

    /** Where the parts of the {@link #characters} start; null if they are not an ARN. */
    int @Nullable [] partsOfCharacters(int length) {
        return split(text, length, textStarts) ? textStarts : null;
    }

    /** Whether the caller is a session of a role or of a federated user. */
    boolean callerHasSession() {
        return request.principal() instanceof Principal.AssumedRole
                || request.principal() instanceof Principal.FederatedUser;
    }

    /** What a variable stands for: one value, or its fallback; null if unresolved. */
    @Nullable String resolve(Template.Variable variable) {
        String[] values = request.context().find(variable.hash(), variable.key());
        if (values == null || values.length == 0) {
            return variable.fallback();
        }
        return values.length == 1 ? values[0] : null;
    }

    void missing(String key) {
        if (missing.size() < MOST_NOTES && !missing.contains(key)) {
            missing.add(key);
        }
    }

    void warn(String warning) {
        if (warnings.size() < MOST_NOTES && !warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    boolean hasNotes() {
        return !missing.isEmpty() || !warnings.isEmpty();
    }

    /** In alphabetical order, one spelling of each key: independent of the order of evaluation. */
    List<String> missingKeys() {
        String[] sorted = missing.toArray(String[]::new);
        Arrays.sort(sorted);
        List<String> keys = new ArrayList<>(sorted.length);
        for (String key : sorted) {
            if (keys.stream().noneMatch(known -> KeyNames.same(known, key))) {
                keys.add(key);
            }
        }
        return keys;
    }

    List<String> warnings() {
        return warnings.stream().sorted().toList();
    }
}
