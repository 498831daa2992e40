package io.gatehouse.identity.servicecredential;

import io.gatehouse.identity.holding.Holding;

/** A service-specific credential as it can be read, with the name of its user. */
record ServiceCredentialRow(String userName, Holding<ServiceCredentialDetails> credential) {}
