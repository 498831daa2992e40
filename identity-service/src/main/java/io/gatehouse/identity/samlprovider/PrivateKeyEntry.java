package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.value.ProviderId;

import java.time.Instant;

/** That a provider has a private key; the key itself lies outside the log. */
public record PrivateKeyEntry(ProviderId id, Instant added) {}
