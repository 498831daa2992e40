package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.federation.SamlIdp;
import io.gatehouse.internal.v1.ArriveWithAssertionRequest;
import io.gatehouse.internal.v1.BeginAtProviderReply;
import io.gatehouse.internal.v1.ChooseRole;
import io.gatehouse.internal.v1.ConsolePage;
import io.gatehouse.internal.v1.ConsoleReply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Signing in at a provider of SAML, asked by us or by the provider's own accord. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class SamlConsoleTest extends FederationFixture {

    private ConsoleVisitor browser;
    private String name;
    private SamlIdp idp;

    @BeforeEach
    void registerAProviderOfSaml() {
        browser = new ConsoleVisitor(tokens);
        name = "console-" + count++;
        idp = samlProvider(name);
    }

    private String samlRole() {
        String roleName = "by-saml-" + count++;
        root.iam(
                        "CreateRole",
                        "RoleName",
                        roleName,
                        "AssumeRolePolicyDocument",
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                        "Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithSAML"}]}
                        """
                                .formatted(samlArn(name)))
                .then()
                .statusCode(200);
        return "arn:aws:iam::" + ACCOUNT + ":role/" + roleName;
    }

    private void map(String role) {
        root.post(
                        "/api/federation/mappings",
                        """
                        {"provider":"%s","sign_in_client":"urn:amazon:webservices",
                        "rules":[{"name":"all","role":"%s"}]}
                        """
                                .formatted(samlArn(name), role))
                .then()
                .statusCode(200);
    }

    private BeginAtProviderReply begin() {
        return browser.begin(samlArn(name));
    }

    private String here() {
        return ConsoleVisitor.ASSERTIONS + "/" + ACCOUNT + "/" + name;
    }

    private SamlIdp.Draft draft() {
        return idp.draft(Instant.now()).at(here());
    }

    private ConsoleReply arrive(
            SamlIdp.Draft draft, UnaryOperator<ArriveWithAssertionRequest.Builder> more) {
        return arrive(SamlIdp.base64(draft.signed()), more);
    }

    private ConsoleReply arrive(
            String response, UnaryOperator<ArriveWithAssertionRequest.Builder> more) {
        return browser.ask(console ->
                console.arriveWithAssertion(
                        more.apply(
                                        ArriveWithAssertionRequest.newBuilder()
                                                .setVisitor(ConsoleVisitor.of(""))
                                                .setAccount(ACCOUNT)
                                                .setProviderName(name)
                                                .setSamlResponse(response)
                                                .setRecipient(here()))
                                .build()));
    }

    /** The request that the browser brings the provider. */
    private static String request(String goTo) {
        Matcher query = Pattern.compile("SAMLRequest=([^&]+)").matcher(goTo);
        assertThat(query.find()).isTrue();
        byte[] packed =
                Base64.getDecoder()
                        .decode(URLDecoder.decode(query.group(1), StandardCharsets.UTF_8));
        try (InflaterInputStream open =
                new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true))) {
            return new String(open.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String attribute(String xml, String attribute) {
        Matcher found = Pattern.compile(attribute + "=\"([^\"]+)\"").matcher(xml);
        assertThat(found.find()).as(xml).isTrue();
        return found.group(1);
    }

    @Test
    void who_is_sent_to_the_provider_comes_back_as_the_mapped_role() {
        String role = samlRole();
        map(role);
        BeginAtProviderReply begun = begin();
        assertThat(begun.getProblem()).isEmpty();
        assertThat(begun.getReturnsByForm()).isTrue();
        assertThat(begun.getGoTo()).startsWith("https://idp.example.com/" + name + "/sso?");
        String request = request(begun.getGoTo());
        assertThat(attribute(request, "AssertionConsumerServiceURL")).isEqualTo(here());
        assertThat(request).contains("urn:amazon:webservices");
        SamlIdp.Draft answer = draft().answering(attribute(request, " ID"));
        ConsoleReply reply = arrive(answer, r -> r.setBegun(begun.getBegun()));
        assertThat(reply.getProblem()).isEmpty();
        ConsolePage page = browser.look(reply.getSession()).getPage();
        assertThat(page.getPrincipalArn())
                .endsWith(":assumed-role/" + role.substring(role.indexOf('/') + 1) + "/alice");
        assertThat(page.getProviderArn()).isEqualTo(samlArn(name));
    }

    @Test
    void the_answer_to_a_request_of_another_browser_is_refused() {
        map(samlRole());
        BeginAtProviderReply begun = begin();
        BeginAtProviderReply other = begin();
        SamlIdp.Draft answer = draft().answering(attribute(request(begun.getGoTo()), " ID"));
        for (String cookie : new String[] {"", "made-up", other.getBegun()}) {
            assertThat(arrive(answer, r -> r.setBegun(cookie).setConfirmed(true)).getProblem())
                    .contains("not begun here");
        }
    }

    @Test
    void what_the_provider_sends_of_its_own_accord_must_be_confirmed_and_counts_once() {
        map(samlRole());
        String response = SamlIdp.base64(draft().signed());
        ConsoleReply asked = arrive(response, r -> r);
        assertThat(asked.getSession()).isEmpty();
        assertThat(asked.getChooseRole().getSubject()).isEqualTo("alice");
        assertThat(asked.getChooseRole().getRoleArnsList()).isEmpty();
        assertThat(arrive(response, r -> r.setConfirmed(true)).hasPage()).isTrue();
        assertThat(arrive(response, r -> r.setConfirmed(true)).getProblem())
                .contains("used before");
    }

    @Test
    void who_has_several_roles_chooses_one_of_them() {
        String first = samlRole();
        String second = samlRole();
        SamlIdp.Draft draft =
                draft().attribute(
                                SamlIdp.ATTRIBUTES + "Role",
                                first + "," + samlArn(name),
                                second + "," + samlArn(name))
                        .attribute(SamlIdp.ATTRIBUTES + "RoleSessionName", "alice")
                        .attribute(SamlIdp.ATTRIBUTES + "SessionDuration", "1800");
        String response = SamlIdp.base64(draft.signed());
        ChooseRole asked = arrive(response, r -> r.setConfirmed(true)).getChooseRole();
        assertThat(asked.getRoleArnsList()).containsExactly(first, second);
        String neither = samlRole();
        assertThat(arrive(response, r -> r.setConfirmed(true).setRoleArn(neither)).getProblem())
                .contains("does not name this role");
        ConsolePage page = arrive(response, r -> r.setConfirmed(true).setRoleArn(second)).getPage();
        assertThat(page.getOwnRoleName()).isEqualTo(second.substring(second.indexOf('/') + 1));
        assertThat(Instant.parse(page.getSessionExpires()))
                .isBefore(Instant.now().plusSeconds(1_801));
    }

    @Test
    void an_assertion_for_another_place_or_of_another_provider_is_refused() {
        map(samlRole());
        String other = "console-" + count++;
        samlProvider(other);
        String elsewhere = ConsoleVisitor.ASSERTIONS + "/" + ACCOUNT + "/" + other;
        assertThat(
                        arrive(idp.draft(Instant.now()).at(elsewhere), r -> r.setConfirmed(true))
                                .getProblem())
                .contains("destination is not here");
        assertThat(arrive(idp.draft(Instant.now()), r -> r.setConfirmed(true)).getProblem())
                .as("made for the command line, which may be anybody's")
                .contains("destination is not here");
        assertThat(
                        arrive(
                                        draft(),
                                        r ->
                                                r.setProviderName(other)
                                                        .setRecipient(elsewhere)
                                                        .setConfirmed(true))
                                .hasSignedOut())
                .isTrue();
        assertThat(arrive(draft(), r -> r.setProviderName("no-such-provider")).getProblem())
                .contains("doesn't exist");
        assertThat(arrive("no assertion", r -> r).hasSignedOut()).isTrue();
    }

    @Test
    void nobody_is_sent_to_a_provider_under_a_name_that_is_not_ours() {
        root.post(
                        "/api/federation/mappings",
                        """
                        {"provider":"%s","sign_in_client":"urn:another:party",
                        "rules":[{"name":"all","role":"%s"}]}
                        """
                                .formatted(samlArn(name), samlRole()))
                .then()
                .statusCode(200);
        assertThat(begin().getProblem()).contains("nobody signs in");
    }
}
