package io.gatehouse.identity.accesskey;

import java.time.Instant;

/**
 * The last use of a key.
 *
 * @param service that was asked, such as {@code iam}
 */
public record KeyUse(Instant used, String service, String region) {}
