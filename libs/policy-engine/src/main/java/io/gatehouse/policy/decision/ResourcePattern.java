package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PolicyKind;

/**
 * An ARN pattern outside of a statement, such as one that a resource policy is registered for:
 * matched as a Resource element is (SEMANTICS 2.3), without variables. Immutable, safe for all
 * threads.
 */
public final class ResourcePattern {

    /** Asked for variables only, of which there are none. */
    private static final Evaluation NO_VARIABLES = new Evaluation();

    private static final int PARTS = 6;

    private final String text;
    private final ArnTest arn;

    private ResourcePattern(String text, ArnTest arn) {
        this.text = text;
        this.arn = arn;
    }

    /**
     * @throws IllegalArgumentException for a text with fewer than six parts, with a message for the
     *     caller
     */
    public static ResourcePattern of(String text) {
        // In the older version `${` is plain text.
        ArnTest arn =
                text.split(":", PARTS).length < PARTS
                        ? null
                        : ArnTest.ofResource(
                                text, LanguageVersion.V2008_10_17, PolicyKind.RESOURCE);
        if (arn == null) {
            throw new IllegalArgumentException(
                    "a resource pattern is an ARN of six parts, with or without `*` and `?`, not"
                            + " `%s`".formatted(text));
        }
        return new ResourcePattern(text, arn);
    }

    /** Whether the ARN is covered; a text that is no ARN never is. */
    public boolean matches(String resource) {
        char[] characters = resource.toCharArray();
        int[] starts = new int[PARTS + 1];
        return Evaluation.split(characters, characters.length, starts)
                && arn.matches(characters, starts, NO_VARIABLES);
    }

    @Override
    public String toString() {
        return text;
    }
}
