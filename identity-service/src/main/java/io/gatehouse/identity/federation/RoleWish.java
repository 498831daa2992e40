package io.gatehouse.identity.federation;

import io.gatehouse.identity.claims.PrincipalTags;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which session is wanted for what a provider vouches for.
 *
 * @param policy inline session policy
 * @param managed ARNs of managed session policies
 */
public record RoleWish(
        Arn role,
        String sessionName,
        Optional<Duration> duration,
        Optional<String> policy,
        List<String> managed,
        PrincipalTags tags,
        Optional<String> sourceIdentity) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");
    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final Duration MOST = Duration.ofHours(12);

    /** Throws RefusedException for what STS's model forbids, since providers do not know it. */
    public RoleWish {
        managed = List.copyOf(managed);
        if (!NAME.matcher(sessionName).matches()) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "the session name `%s` is not 2 to 64 of letters, digits and `_+=,.@-`"
                            .formatted(sessionName));
        }
        if (duration.isPresent()
                && (duration.get().compareTo(LEAST) < 0 || duration.get().compareTo(MOST) > 0)) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "a session lasts 900 to 43200 seconds, not " + duration.get().toSeconds());
        }
        if (sourceIdentity.isPresent()
                && (!NAME.matcher(sourceIdentity.get()).matches()
                        || sourceIdentity.get().startsWith("aws:"))) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "a source identity is 2 to 64 of letters, digits and `_+=,.@-`");
        }
    }

    /** A session without policies of its own. */
    static RoleWish of(Arn role, String sessionName, Vouched by) {
        return new RoleWish(
                role,
                sessionName,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                by.tags(),
                by.sourceIdentity());
    }

    RoleWish lasting(Optional<Duration> other) {
        return new RoleWish(role, sessionName, other, policy, managed, tags, sourceIdentity);
    }

    RoleWish limitedBy(Optional<String> inline, List<String> arns) {
        return new RoleWish(role, sessionName, duration, inline, arns, tags, sourceIdentity);
    }

    RoleWish tagged(PrincipalTags other) {
        return new RoleWish(role, sessionName, duration, policy, managed, other, sourceIdentity);
    }
}
