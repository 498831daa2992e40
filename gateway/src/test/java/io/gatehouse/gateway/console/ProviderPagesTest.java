package io.gatehouse.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.Writers;
import io.gatehouse.internal.v1.ConsolePage;
import io.gatehouse.internal.v1.ConsoleReply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages on the way to a provider and back, with identity-service played by Writers. */
@QuarkusTest
@QuarkusTestResource(Writers.class)
class ProviderPagesTest {

    private static final String POSTED = "/signin/saml/111111111111/adfs";

    private static String linkToTheProvider(Browser browser) {
        browser.get("/signin");
        String page = browser.get("/signin/providers?account=shop").asString();
        assertThat(page).contains("idp.example.com/&lt;shop&gt;").doesNotContain("<shop>");
        Matcher link = Pattern.compile("class=\"button\" href=\"([^\"]+)\"").matcher(page);
        assertThat(link.find()).as(page).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

    private static Browser begun() {
        Browser browser = new Browser();
        assertThat(browser.get(linkToTheProvider(browser)).statusCode()).isEqualTo(303);
        return browser;
    }

    @Test
    void the_form_offers_providers_and_an_account_without_any_says_so() {
        Browser browser = new Browser();
        assertThat(browser.get("/signin").asString()).contains("action=\"/signin/providers\"");
        assertThat(browser.get("/signin/providers?account=%3Cb%3E").asString())
                .contains("Nobody signs in to <strong>&lt;b&gt;</strong>");
    }

    @Test
    void the_browser_is_sent_to_the_provider_with_a_cookie_of_ten_minutes() {
        Browser browser = new Browser();
        Response sent = browser.get(linkToTheProvider(browser));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.header("Location"))
                .as("back to the configured URL, whatever Host says")
                .isEqualTo(
                        "https://idp.example.com/auth?back=https://gatehouse.example.com/signin/back");
        assertThat(sent.header("Set-Cookie"))
                .startsWith("__Host-gatehouse-begun=begun-1")
                .contains("Max-Age=600", "Path=/", "Secure", "HTTPOnly", "SameSite=Lax");
    }

    @Test
    void a_link_that_is_not_of_our_page_begins_nothing() {
        Browser browser = new Browser();
        String link = linkToTheProvider(browser);
        assertThat(new Browser().get(link).statusCode()).as("another browser").isEqualTo(403);
        assertThat(browser.get(link.replaceAll("form_token=.*", "")).statusCode()).isEqualTo(403);
        Response across =
                browser.asks()
                        .urlEncodingEnabled(false)
                        .header("Sec-Fetch-Site", "cross-site")
                        .get(link);
        assertThat(across.statusCode()).isEqualTo(403);
        assertThat(browser.begun()).isEmpty();
    }

    @Test
    void who_comes_back_with_a_code_has_a_session_and_a_clean_url() {
        Browser browser = begun();
        String before = browser.cookie();
        Response back = browser.get("/signin/back?state=s&code=c1");
        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/console");
        assertThat(browser.cookie()).isNotEqualTo(before);
        assertThat(browser.begun()).as("begun once, used once").isEmpty();
        assertThat(browser.get("/console").statusCode()).isEqualTo(200);
    }

    @Test
    void who_comes_back_with_anything_else_keeps_the_session_that_they_had() {
        Browser browser = begun();
        browser.get("/signin/back?state=s&code=c1");
        String session = browser.cookie();
        Response again = browser.get("/signin/back?state=s&code=c1");
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.asString()).contains("not begun here");
        Response posted = browser.postFromElsewhere("/signin/saml/111111111111/other");
        assertThat(posted.statusCode()).isEqualTo(403);
        assertThat(posted.asString()).contains("not here");
        assertThat(browser.cookie()).isEqualTo(session);
        assertThat(browser.get("/console").statusCode()).isEqualTo(200);
    }

    @Test
    void an_assertion_that_was_asked_for_gives_a_session() {
        Browser browser = new Browser();
        Response in = browser.postFromElsewhere(POSTED, "SAMLResponse", "asked");
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.header("Location")).isEqualTo("/console");
        assertThat(browser.get("/console").statusCode()).isEqualTo(200);
    }

    @Test
    void one_that_nobody_asked_for_is_confirmed_on_our_page() {
        Browser browser = new Browser();
        Response asked = browser.postFromElsewhere(POSTED, "SAMLResponse", "x".repeat(100_000));
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.asString())
                .contains("Sign in as &lt;alice&gt;?", "role/a", "role/b", POSTED + "/confirmed");
        assertThat(browser.cookie()).as("no session, and none ended").isEmpty();
        Response forged =
                browser.postFromElsewhere(
                        POSTED + "/confirmed", "SAMLResponse", "x", "form_token", browser.token());
        assertThat(forged.statusCode()).as("a form of another site").isEqualTo(403);
        Response in =
                browser.post(
                        POSTED + "/confirmed",
                        "SAMLResponse",
                        "x",
                        "role",
                        "arn:aws:iam::111111111111:role/b");
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(browser.get("/console").statusCode()).isEqualTo(200);
    }

    @Test
    void the_page_of_somebody_without_a_password_offers_no_change_of_it() {
        assertThat(new Pages().console("t", federatedPage()))
                .contains("Signed in by", "reader", "Your provider keeps them")
                .doesNotContain("Change password", "MFA devices</h2>");
    }

    private static ConsoleReply federatedPage() {
        return ConsoleReply.newBuilder()
                .setPage(
                        ConsolePage.newBuilder()
                                .setAccount("111111111111")
                                .setUserName("alice@example.com")
                                .setProviderArn("arn:aws:iam::111111111111:saml-provider/adfs")
                                .setOwnRoleName("reader")
                                .setSessionExpires("2026-11-26T00:00:00Z")
                                .setAllowedKnown(true))
                .build();
    }
}
