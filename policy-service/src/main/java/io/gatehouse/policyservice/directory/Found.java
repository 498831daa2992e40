package io.gatehouse.policyservice.directory;

import io.gatehouse.model.Revision;

import java.util.Optional;

/**
 * What became of a look-up.
 *
 * @param principal empty where nobody has the name
 * @param seen how far identity's log was read for this answer
 */
public record Found(Optional<KnownPrincipal> principal, Revision seen) {}
