package io.gatehouse.authz.authzen;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /.well-known/authzen-configuration}: where the endpoints are. For everybody. */
@Path("/.well-known/authzen-configuration")
public class ConfigurationResource {

    private final String url;

    ConfigurationResource(AuthzenSettings settings) {
        this.url = settings.url();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response configuration() {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("policy_decision_point", url);
        configuration.put("access_evaluation_endpoint", url + "/access/v1/evaluation");
        configuration.put("access_evaluations_endpoint", url + "/access/v1/evaluations");
        configuration.put("search_subject_endpoint", url + "/access/v1/search/subject");
        configuration.put("search_resource_endpoint", url + "/access/v1/search/resource");
        configuration.put("search_action_endpoint", url + "/access/v1/search/action");
        return Response.ok(configuration).header("Cache-Control", "max-age=3600").build();
    }
}
