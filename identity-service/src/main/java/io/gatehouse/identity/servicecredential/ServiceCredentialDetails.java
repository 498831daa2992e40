package io.gatehouse.identity.servicecredential;

import java.time.Instant;
import java.util.Optional;

/**
 * What is said of a service-specific credential: never its secret.
 *
 * @param userName what its holder signs in with, or the alias of its key
 * @param expires empty for one that does not
 */
public record ServiceCredentialDetails(
        String service, String userName, Optional<Instant> expires) {}
