package io.gatehouse.identity.samlassertion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

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

    /** For a response that was posted to one URL of ours, and must have been made for it. */
    public SamlRules onlyAt(String recipient) {
        return new SamlRules(audiences, Set.of(recipient));
    }

    /** Whether providers know us by this name. */
    public boolean isAudience(String audience) {
        return audiences.contains(audience);
    }

    boolean isRecipient(String recipient) {
        return recipients.contains(recipient);
    }
}
