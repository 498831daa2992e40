package io.gatehouse.gateway.console;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser keeps of one visit. */
final class Browser {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String token = "";

    String cookie() {
        return cookies.getOrDefault(Cookies.NAME, "");
    }

    String begun() {
        return cookies.getOrDefault(BegunCookie.NAME, "");
    }

    /** Of the last page. */
    String token() {
        return token;
    }

    RequestSpecification asks() {
        return given().redirects().follow(false).cookies(cookies);
    }

    Response get(String path) {
        return seen(asks().urlEncodingEnabled(false).get(path));
    }

    Response post(String path, String... fields) {
        return seen(form(fields).formParam("form_token", token).post(path));
    }

    /** A form of another site: the cookie that stays here does not come along. */
    Response postFromElsewhere(String path, String... fields) {
        String kept = cookies.remove(Cookies.NAME);
        Response response =
                seen(
                        form(fields)
                                .header("Origin", "https://idp.example.com")
                                .header("Sec-Fetch-Site", "cross-site")
                                .post(path));
        if (kept != null) {
            cookies.putIfAbsent(Cookies.NAME, kept);
        }
        return response;
    }

    RequestSpecification form(String... fields) {
        RequestSpecification request = asks().contentType(FORM);
        for (int i = 0; i < fields.length; i += 2) {
            request.formParam(fields[i], fields[i + 1]);
        }
        return request;
    }

    private Response seen(Response response) {
        response.cookies()
                .forEach((name, value) -> {
                    if (value.isEmpty()) {
                        cookies.remove(name);
                    } else {
                        cookies.put(name, value);
                    }
                });
        Matcher field =
                Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"")
                        .matcher(response.asString());
        if (field.find()) {
            token = field.group(1);
        }
        return response;
    }
}
