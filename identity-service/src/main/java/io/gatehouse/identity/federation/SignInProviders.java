package io.gatehouse.identity.federation;

import io.gatehouse.identity.mapping.MappingRules;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/**
 * By which providers the people of an account sign in: those whose mapping names us as their
 * client, which is also the consent to tell strangers of them.
 */
@ApplicationScoped
public class SignInProviders {

    private static final String SAML = "saml-provider/";

    private final MappingRules mappings;

    SignInProviders(MappingRules mappings) {
        this.mappings = mappings;
    }

    /** ARNs; none for an account that is not there. */
    public Uni<List<Arn>> of(AccountId account) {
        return mappings.all(account)
                .map(all ->
                        all.stream()
                                .filter(one -> one.entry().signInClient() != null)
                                .map(MappingRules.Shown::provider)
                                .toList());
    }

    public static Arn saml(AccountId account, String name) {
        return Arn.iam(account, SAML + name);
    }

    public static boolean isSaml(Arn provider) {
        return provider.resource().startsWith(SAML);
    }

    /** For people: the issuer, or the name that the account gave. */
    public static String name(Arn provider) {
        return provider.resource().substring(provider.resource().indexOf('/') + 1);
    }
}
