package io.gatehouse.identity.samlassertion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * For whom assertions must be, as this installation is known to its providers. By default what AWS
 * is known as, so that providers need not be told anything new.
 */
@ApplicationScoped
public class SamlRules {

    private final Set<String> audiences;
    private final Set<String> recipients;

    @Inject
    SamlRules(
            @ConfigProperty(
                            name = "gatehouse.federation.saml.audiences",
                            defaultValue =
                                    "urn:amazon:webservices,https://signin.aws.amazon.com/saml")
                    List<String> audiences,
            @ConfigProperty(
                            name = "gatehouse.federation.saml.recipients",
                            defaultValue = "https://signin.aws.amazon.com/saml")
                    List<String> recipients) {
        this.audiences = Set.copyOf(audiences);
        this.recipients = Set.copyOf(recipients);
    }

    private SamlRules(Set<String> audiences, Set<String> recipients) {
        this.audiences = audiences;
        this.recipients = recipients;
    }

    /** The same, for a response that was posted to one more URL of ours. */
    public SamlRules alsoAt(String recipient) {
        Set<String> all = new HashSet<>(recipients);
        all.add(recipient);
        return new SamlRules(audiences, all);
    }

    /** Whether providers know us by this name. */
    public boolean isAudience(String audience) {
        return audiences.contains(audience);
    }

    boolean isRecipient(String recipient) {
        return recipients.contains(recipient);
    }
}
