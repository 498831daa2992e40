package io.gatehouse.gateway.console;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.Writers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;

/** The pages of people who sign in, with identity-service played by {@link Writers}. */
@QuarkusTest
@QuarkusTestResource(Writers.class)
class ConsolePagesTest {

    private static Browser signedIn() {
        Browser browser = new Browser();
        browser.get("/signin");
        Response page =
                browser.post(
                        "/signin", "account", "111111111111", "user", "alice", "password", "right");
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
        return browser;
    }

    @Test
    void the_page_forbids_frames_scripts_and_caches() {
        Response page = new Browser().get("/signin");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.asString()).doesNotContain("<script").doesNotContain("style=");
    }

    @Test
    void the_cookie_is_bound_to_this_host_and_out_of_reach() {
        String cookie = new Browser().get("/signin").header("Set-Cookie");
        assertThat(cookie)
                .startsWith("__Host-gatehouse=")
                .contains("Path=/", "Secure", "HTTPOnly", "SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void who_signs_in_gets_a_new_cookie_and_the_page() {
        Browser browser = new Browser();
        browser.get("/signin");
        String before = browser.cookie();
        Response page =
                browser.post("/signin", "account", "1", "user", "alice", "password", "right");
        assertThat(page.asString()).contains("user/alice").contains("Signed in until");
        assertThat(browser.cookie()).isNotEqualTo(before);
        assertThat(browser.get("/console").asString()).contains("user/alice");
    }

    @Test
    void a_wrong_password_says_so_and_repeats_no_password() {
        Browser browser = new Browser();
        browser.get("/signin");
        Response page =
                browser.post(
                        "/signin",
                        "account",
                        "111111111111",
                        "user",
                        "<b>alice</b>",
                        "password",
                        "planted");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.asString())
                .contains("role=\"alert\"")
                .contains("&lt;b&gt;alice&lt;/b&gt;")
                .doesNotContain("<b>alice")
                .doesNotContain("planted");
    }

    @Test
    void a_form_without_our_token_does_nothing() {
        Browser browser = signedIn();
        Response without = browser.form("role", "ops").post("/console/role");
        assertThat(without.statusCode()).isEqualTo(403);
        Response other =
                browser.form("role", "ops", "form_token", FormTokens.of("another"))
                        .post("/console/role");
        assertThat(other.statusCode()).isEqualTo(403);
        Response elsewhere =
                browser.form("role", "ops", "form_token", browser.token())
                        .header("Origin", "https://evil.example")
                        .post("/console/role");
        assertThat(elsewhere.statusCode()).isEqualTo(403);
        Response across =
                browser.form("role", "ops", "form_token", browser.token())
                        .header("Sec-Fetch-Site", "cross-site")
                        .post("/console/role");
        assertThat(across.statusCode()).isEqualTo(403);
        assertThat(browser.post("/console/role", "role", "ops").statusCode()).isEqualTo(200);
    }

    @Test
    void nobody_signed_in_is_sent_to_sign_in() {
        Response answer = new Browser().get("/console");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/signin");
    }

    @Test
    void new_passwords_that_differ_are_not_sent_on() {
        Browser browser = signedIn();
        Response page = browser.post("/console/password", "old", "right", "new", "a", "again", "b");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.asString()).contains("The new passwords differ.");
    }

    @Test
    void who_signs_out_sees_the_form_again() {
        Browser browser = signedIn();
        assertThat(browser.post("/signout").asString()).contains("<h1>Sign in</h1>");
        assertThat(browser.get("/console").statusCode()).isEqualTo(303);
    }

    @Test
    void the_style_sheet_is_served() {
        Response css = given().get("/console/style.css");
        assertThat(css.contentType()).startsWith("text/css");
        assertThat(given().get("/favicon.ico").statusCode()).as("no icon").isEqualTo(204);
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        Browser browser = new Browser();
        browser.get("/signin");
        assertThat(browser.post("/signin", "account", "a".repeat(20_000)).statusCode())
                .isEqualTo(413);
    }
}
