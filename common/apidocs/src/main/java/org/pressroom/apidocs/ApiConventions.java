package org.pressroom.apidocs;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.idempotency.Idempotent;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.RequiredRoles;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.ExpectedVersion;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ServerWebExchange;

/**
 * What all routes have in common, read from their handlers: who may call where a handler does not say it itself, what
 * an {@link ExpectedVersion} or a body brings along, and the problems that may come of it.
 */
final class ApiConventions implements OperationCustomizer {

    private static final String EVENT_STREAM = org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;
    private static final String PROBLEM = org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private static final Set<RequestMethod> READS = Set.of(RequestMethod.GET, RequestMethod.HEAD);

    private final EventSchemas events;

    ApiConventions(EventSchemas events) {
        this.events = events;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Route route = new Route(handler);
        withoutRepetition(operation);
        page(operation);
        if (route.expectsVersion()) {
            operation.addParametersItem(SharedParts.IF_MATCH);
        }
        if (route.isIdempotent()) {
            operation.addParametersItem(SharedParts.IDEMPOTENCY_KEY);
        }
        secure(operation, route);
        operation.setResponses(responses(operation.getResponses(), route));
        return operation;
    }

    /** What the comments say of all of a route begins with its summary, which stands apart. */
    private static void withoutRepetition(Operation operation) {
        String summary = operation.getSummary();
        String description = operation.getDescription();
        if (summary != null && description != null && description.startsWith(summary)) {
            String rest = description.substring(summary.length()).strip();
            operation.setDescription(rest.isEmpty() ? null : rest);
        }
    }

    /** Lists are asked for in parts, all in one way. */
    private static void page(Operation operation) {
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        boolean paged = parameters.stream().anyMatch(each -> "limit".equals(each.getName()));
        parameters.stream().filter(each -> paged).forEach(each -> {
            if ("limit".equals(each.getName())) {
                each.schema(SharedParts.integer(1, PageRequest.MAX_LIMIT, PageRequest.DEFAULT_LIMIT))
                        .description("How many at most.");
            } else if ("after".equals(each.getName())) {
                each.description("The `next` of the part before; from the start where it is left out.");
            }
        });
    }

    private static void secure(Operation operation, Route route) {
        if (operation.getSecurity() != null) {
            return;
        }
        Set<Role> roles = route.roles();
        if (!roles.isEmpty()) {
            List<String> names = roles.stream().map(Role::wireName).sorted().toList();
            operation.addExtension("x-roles", names);
        } else {
            operation.addSecurityItem(new SecurityRequirement());
        }
        operation.addSecurityItem(new SecurityRequirement().addList(SharedParts.TOKEN));
        operation.addSecurityItem(new SecurityRequirement().addList(SharedParts.SESSION));
    }

    private ApiResponses responses(ApiResponses declared, Route route) {
        Map<String, ApiResponse> responses = new TreeMap<>();
        declared.forEach((status, response) -> responses.put(status, completed(status, response, route)));
        route.problems()
                .forEach(problem -> responses.putIfAbsent(
                        String.valueOf(problem.value()), new ApiResponse().$ref(SharedParts.response(problem))));
        if (route.isRead() && hasTag(responses.get("200"))) {
            responses.put("304", new ApiResponse().$ref(SharedParts.response(HttpStatus.NOT_MODIFIED)));
        }
        ApiResponses all = new ApiResponses();
        responses.forEach(all::addApiResponse);
        return all;
    }

    private static boolean hasTag(@Nullable ApiResponse response) {
        return response != null
                && response.getHeaders() != null
                && response.getHeaders().containsKey(HttpHeaders.ETAG);
    }

    private ApiResponse completed(String status, ApiResponse response, Route route) {
        int code = Integer.parseInt(status);
        if (code >= 400) {
            response.setContent(new Content().addMediaType(PROBLEM, SharedParts.problem()));
            return response;
        }
        if (code >= 300 || code == 204 || route.answersNothing()) {
            response.setContent(null);
        } else if (route.isStream()) {
            response.setContent(new Content().addMediaType(EVENT_STREAM, events.stream(route.method())));
        }
        Map<String, Header> headers = new LinkedHashMap<>();
        if (response.getHeaders() != null) {
            response.getHeaders().forEach((name, header) -> headers.put(name, SharedParts.header(name)));
        }
        if (code == 200 && route.isTagged()) {
            headers.put(HttpHeaders.ETAG, SharedParts.header(HttpHeaders.ETAG));
        }
        response.setHeaders(headers.isEmpty() ? null : headers);
        return response;
    }

    /** What a handler says of itself. */
    private static final class Route {

        private final HandlerMethod handler;
        private final RequestMapping mapping;
        private final ResolvableType answer;

        Route(HandlerMethod handler) {
            this.handler = handler;
            RequestMapping found =
                    AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
            this.mapping = Objects.requireNonNull(found);
            this.answer = ResolvableType.forMethodReturnType(handler.getMethod());
        }

        Method method() {
            return handler.getMethod();
        }

        boolean isRead() {
            return READS.containsAll(Arrays.asList(mapping.method()));
        }

        boolean isStream() {
            return Arrays.asList(mapping.produces()).contains(EVENT_STREAM);
        }

        boolean isIdempotent() {
            return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), Idempotent.class);
        }

        boolean expectsVersion() {
            return parameters().stream().anyMatch(each -> each.getParameterType() == ExpectedVersion.class);
        }

        boolean answersNothing() {
            return answer.getGeneric(0).resolve() == Void.class
                    || answer.getGeneric(0, 0).resolve() == Void.class;
        }

        /** Whether what it answers is tagged by its bytes, for which it must see which tags the client names. */
        boolean isTagged() {
            return answer.getGeneric(0, 0).resolve() == JsonBytes.class && !isIdempotent() && seesHeaders();
        }

        private boolean seesHeaders() {
            return parameters().stream()
                    .map(MethodParameter::getParameterType)
                    .anyMatch(type -> type == ServerHttpRequest.class || type == ServerWebExchange.class);
        }

        Set<Role> roles() {
            return parameters().stream()
                    .flatMap(each -> Arrays.stream(RequiredRoles.of(each)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private boolean has(Class<? extends Annotation> annotation) {
            return parameters().stream().anyMatch(each -> each.hasParameterAnnotation(annotation));
        }

        private List<MethodParameter> parameters() {
            return List.of(handler.getMethodParameters());
        }

        /** The problems that come of what it takes, whoever it is. */
        List<HttpStatus> problems() {
            List<HttpStatus> problems = new ArrayList<>(List.of(
                    HttpStatus.BAD_REQUEST,
                    HttpStatus.UNAUTHORIZED,
                    HttpStatus.TOO_MANY_REQUESTS,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    HttpStatus.GATEWAY_TIMEOUT));
            if (!isRead() || !roles().isEmpty()) {
                problems.add(HttpStatus.FORBIDDEN);
            }
            if (has(PathVariable.class)) {
                problems.add(HttpStatus.NOT_FOUND);
            }
            if (isIdempotent()) {
                problems.add(HttpStatus.CONFLICT);
            }
            if (expectsVersion()) {
                problems.add(HttpStatus.PRECONDITION_FAILED);
                problems.add(HttpStatus.PRECONDITION_REQUIRED);
            }
            if (has(RequestBody.class)) {
                problems.add(HttpStatus.CONTENT_TOO_LARGE);
                problems.add(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
                problems.add(HttpStatus.UNPROCESSABLE_CONTENT);
            }
            return problems;
        }
    }
}
