package io.gatehouse.authz.echo;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.check.AnswerJson;
import io.gatehouse.authz.rest.JsonBody;
import io.smallrye.common.annotation.NonBlocking;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code POST /v1/echo} with the JSON of {@code /v1/check}: there only where {@code
 * gatehouse.authz.echo} is true.
 */
@Path("/v1/echo")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EchoResource {

    private final boolean isOn;
    private final JsonBody bodies;

    EchoResource(
            @ConfigProperty(name = "gatehouse.authz.echo", defaultValue = "false") boolean isOn,
            JsonBody bodies) {
        this.isOn = isOn;
        this.bodies = bodies;
    }

    /** On the event loop, as decisions are. */
    @POST
    @NonBlocking
    public ObjectNode echo(byte[] body) {
        if (!isOn) {
            throw new NotFoundException();
        }
        return AnswerJson.of(Echo.of(bodies.object(body).path("action").asText()));
    }
}
