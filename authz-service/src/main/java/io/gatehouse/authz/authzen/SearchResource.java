package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.authzen.Tuple.Sought;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * {@code POST /access/v1/search/…}: who may, on what, which actions. On worker threads: a search
 * looks at many candidates.
 */
@Path("/access/v1/search")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.WILDCARD)
@Blocking
public class SearchResource {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PATTERNS = "unlisted_patterns";

    private final AuthzenFace face;
    private final Search search;
    private final Catalogue catalogue;

    SearchResource(AuthzenFace face, Search search, Catalogue catalogue) {
        this.face = face;
        this.search = search;
        this.catalogue = catalogue;
    }

    /** Who may. */
    @POST
    @Path("/subject")
    public Uni<Response> subject(byte[] body) {
        return face.answer(
                body,
                json ->
                        read(
                                json,
                                Sought.SUBJECT,
                                new Search.Kind(
                                        catalogue::subjects,
                                        Tuple::withSubject,
                                        (tuple, id) -> entity(tuple.subject(), id),
                                        "unlisted_principals")));
    }

    /** On what. */
    @POST
    @Path("/resource")
    public Uni<Response> resource(byte[] body) {
        return face.answer(
                body,
                json ->
                        read(
                                json,
                                Sought.RESOURCE,
                                new Search.Kind(
                                        catalogue::resources,
                                        Tuple::withResource,
                                        (tuple, id) -> entity(tuple.resource(), id),
                                        PATTERNS)));
    }

    /** Which actions. */
    @POST
    @Path("/action")
    public Uni<Response> action(byte[] body) {
        return face.answer(
                body,
                json ->
                        read(
                                json,
                                Sought.ACTION,
                                new Search.Kind(
                                        catalogue::actions,
                                        Tuple::withAction,
                                        (_, name) -> JSON.objectNode().put("name", name),
                                        PATTERNS)));
    }

    private AuthzenFace.Read read(JsonNode json, Sought sought, Search.Kind kind) {
        Tuple tuple = Tuple.of(json, sought);
        Page page = search.page(json);
        return new AuthzenFace.Read(0, (sight, id) -> search.found(sight, tuple, page, kind, id));
    }

    private static ObjectNode entity(Entity like, String id) {
        return JSON.objectNode().put("type", like.type()).put("id", id);
    }
}
