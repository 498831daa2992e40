package io.gatehouse.authz.caller;

import io.quarkus.arc.DefaultBean;

import jakarta.enterprise.context.ApplicationScoped;

/** Believes no token. */
@DefaultBean
@ApplicationScoped
class NoAskerTokens implements AskerTokens {

    @Override
    public boolean isValid(String token) {
        return false;
    }
}
