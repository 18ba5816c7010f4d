package org.pressroom.apidocs;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.problem.Problem;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What the routes of all programs refer to: headers, problems and ways to sign in. */
final class SharedParts implements OpenApiCustomizer {

    static final String TOKEN = "token";
    static final String SESSION = "session";

    static final Parameter IF_MATCH = new Parameter().$ref("#/components/parameters/If-Match");
    static final Parameter IDEMPOTENCY_KEY =
            new Parameter().$ref("#/components/parameters/" + HeaderNames.IDEMPOTENCY_KEY);

    private static final String VERSION = "1";

    private static final Map<HttpStatus, String> PROBLEMS = problems();

    private static final Set<HttpStatus> WITH_RETRY_AFTER =
            Set.of(HttpStatus.TOO_MANY_REQUESTS, HttpStatus.SERVICE_UNAVAILABLE);

    static String response(HttpStatus status) {
        return "#/components/responses/" + name(status);
    }

    static Header header(String name) {
        return new Header().$ref("#/components/headers/" + name);
    }

    static MediaType problem() {
        return new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
    }

    @Override
    public void customise(OpenAPI document) {
        document.setInfo(new Info().title("Pressroom").version(VERSION));
        document.setServers(List.of(new Server().url("/")));
        Components components = document.getComponents() == null ? new Components() : document.getComponents();
        document.setComponents(components);
        ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(Problem.class).resolveAsRef(true))
                .referencedSchemas
                .forEach(components::addSchemas);
        PROBLEMS.forEach((status, description) -> components.addResponses(name(status), failed(status, description)));
        components.addResponses(
                name(HttpStatus.NOT_MODIFIED),
                new ApiResponse()
                        .description("What `If-None-Match` names is still the newest.")
                        .addHeaderObject(HttpHeaders.ETAG, header(HttpHeaders.ETAG)));
        components.addHeaders(
                HttpHeaders.ETAG, described("The version of what is answered, for `If-None-Match` and `If-Match`."));
        components.addHeaders(HttpHeaders.LOCATION, described("The address of what was made."));
        components.addHeaders(HttpHeaders.RETRY_AFTER, described("In how many seconds to try again."));
        components.addParameters(
                "If-Match",
                header("If-Match", "The `ETag` of what is to be changed, or `*` for whichever version it has.")
                        .required(true));
        components.addParameters(
                HeaderNames.IDEMPOTENCY_KEY,
                header(
                                HeaderNames.IDEMPOTENCY_KEY,
                                "The same key and body are answered the same again for 24 hours, and done once.")
                        .required(false));
        components.addSecuritySchemes(
                TOKEN,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                                "A personal access token. One that is limited needs the scope that the route names in"
                                        + " `x-scope`, or `read` where it only reads."));
        components.addSecuritySchemes(
                SESSION,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("PRESSROOM_SESSION")
                        .description("The session of a browser. What changes something repeats the cookie `XSRF-TOKEN`"
                                + " in the header `X-XSRF-TOKEN`."));
    }

    private static ApiResponse failed(HttpStatus status, String description) {
        ApiResponse response = new ApiResponse()
                .description(description)
                .content(new Content().addMediaType("application/problem+json", problem()));
        return WITH_RETRY_AFTER.contains(status)
                ? response.addHeaderObject(HttpHeaders.RETRY_AFTER, header(HttpHeaders.RETRY_AFTER))
                : response;
    }

    private static Header described(String description) {
        return new Header().description(description).required(true).schema(text());
    }

    private static Parameter header(String name, String description) {
        return new Parameter().in("header").name(name).description(description).schema(text());
    }

    private static Schema<?> text() {
        Schema<?> text = new JsonSchema();
        text.setTypes(Set.of("string"));
        return text;
    }

    static Schema<?> integer(int least, int most, int otherwise) {
        Schema<Object> integer = new JsonSchema();
        integer.setTypes(Set.of("integer"));
        integer.setMinimum(BigDecimal.valueOf(least));
        integer.setMaximum(BigDecimal.valueOf(most));
        integer.setDefault(otherwise);
        return integer;
    }

    private static String name(HttpStatus status) {
        return status.getReasonPhrase().replaceAll("[ -]", "");
    }

    private static Map<HttpStatus, String> problems() {
        Map<HttpStatus, String> problems = new LinkedHashMap<>();
        problems.put(HttpStatus.BAD_REQUEST, "The request cannot be understood.");
        problems.put(HttpStatus.UNAUTHORIZED, "Nobody is signed in, or the token is not valid.");
        problems.put(
                HttpStatus.FORBIDDEN, "The account or its token may not do this, or the request came from elsewhere.");
        problems.put(HttpStatus.NOT_FOUND, "There is no such thing.");
        problems.put(HttpStatus.CONFLICT, "What is there does not allow it, or `Idempotency-Key` had another body.");
        problems.put(HttpStatus.PRECONDITION_FAILED, "It was changed since: `If-Match` names another version.");
        problems.put(HttpStatus.CONTENT_TOO_LARGE, "The body is too large.");
        problems.put(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body is of another type than JSON.");
        problems.put(HttpStatus.UNPROCESSABLE_CONTENT, "Fields are at fault; `errors` says which.");
        problems.put(HttpStatus.PRECONDITION_REQUIRED, "`If-Match` is missing.");
        problems.put(HttpStatus.TOO_MANY_REQUESTS, "Too many requests.");
        problems.put(HttpStatus.SERVICE_UNAVAILABLE, "A part that is needed is away or busy.");
        problems.put(HttpStatus.GATEWAY_TIMEOUT, "A part that is needed did not answer in time.");
        return problems;
    }
}
