package org.pressroom.suite;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Json;
import org.pressroom.client.ServerSentEvents.Event;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** One operation of an OpenAPI document: what may be asked of it, and what it may answer. */
final class ApiOperation {

    static final String EVENT_STREAM = "text/event-stream";

    /** Statuses that say that the request itself is not as it must be. */
    private static final Set<Integer> REQUEST_AT_FAULT = Set.of(400, 413, 415, 422, 428);

    /** What any request may have; all else is documented where it is taken. */
    private static final Set<String> GENERAL_HEADERS = Set.of(
            "accept", "authorization", "content-type", "if-none-match", "origin", "sec-fetch-site", "x-xsrf-token");

    /** What no answer has without saying so. */
    private static final List<String> TOLD_HEADERS = List.of("ETag", "Location", "Retry-After");

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final String UNKNOWN_NUMBER = "2000000000";
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

    private final String method;
    private final String template;
    private final Pattern path;
    private final JsonNode definition;
    private final JsonNode document;
    private final ClosedSchemas schemas;

    ApiOperation(String method, String template, JsonNode document, ClosedSchemas schemas) {
        this.method = method.toUpperCase(Locale.ROOT);
        this.template = template;
        this.path = Pattern.compile(VARIABLE.matcher(template.replaceAll("[.]", "\\\\."))
                .replaceAll(variable -> "(?<" + variable.group(1) + ">[^/]+)"));
        this.document = document;
        this.definition = document.path("paths").path(template).path(method);
        this.schemas = schemas;
    }

    String method() {
        return method;
    }

    String template() {
        return template;
    }

    boolean isFor(Call call) {
        return method.equals(call.method()) && path.matcher(pathOf(call)).matches();
    }

    /** The more of a path a template leaves open, the later it is looked at. */
    int variables() {
        return (int) VARIABLE.matcher(template).results().count();
    }

    Set<String> statuses() {
        return new TreeSet<>(definition.path("responses").propertyNames());
    }

    /** Who may call it, where not everybody who is signed in; empty where it is for all. */
    Set<String> roles() {
        return Json.items(definition.path("x-roles")).stream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    /** What a limited token must have been made for; null where that is nothing. */
    @Nullable
    String scope() {
        return definition.path("x-scope").asString(null);
    }

    boolean documents(int status) {
        return definition.path("responses").has(String.valueOf(status));
    }

    /** The call with something else in place of what its path names: unknown ids, numbers or words, as each is. */
    Call elsewhere(Call call, String unknownId, String unknownWord) {
        Matcher found = path.matcher(pathOf(call));
        if (!found.matches()) {
            throw new IllegalArgumentException(call + " is no " + this);
        }
        String changed = VARIABLE.matcher(template).replaceAll(variable -> {
            JsonNode schema = schemaOf(variable.group(1));
            if (schema.path("format").asString("").equals("uuid")) {
                return unknownId;
            }
            return schema.path("type").asString("").equals("integer") ? UNKNOWN_NUMBER : unknownWord;
        });
        return new Call(call.method(), changed + call.path().substring(found.end()), call.body(), call.headers());
    }

    private JsonNode schemaOf(String variable) {
        return parameters()
                .filter(each -> each.path("name").asString().equals(variable))
                .map(each -> each.path("schema"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** Whether it takes forms with files in them. */
    boolean takesFiles() {
        return definition.path("requestBody").path("content").has("multipart/form-data");
    }

    boolean takesJson() {
        return definition.path("requestBody").path("content").has("application/json");
    }

    /** The first of the types that its body may be of. */
    String bodyType() {
        return Json.fields(definition.path("requestBody").path("content"))
                .iterator()
                .next();
    }

    /** A body that is not as the document says: an empty one, or one with something else as one of its values. */
    JsonNode wrongBody() {
        JsonNode schema = definition.at("/requestBody/content/application~1json/schema");
        JsonNodeFactory json = JsonNodeFactory.instance;
        JsonNode nonsense = json.objectNode().put("no", "such thing");
        return Stream.concat(
                        Stream.of(json.objectNode()),
                        Json.fields(resolved(schema).path("properties")).stream()
                                .map(name -> json.objectNode().set(name, nonsense)))
                .filter(body -> !schemas.faults(schema, body).isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " takes whatever is sent"));
    }

    /** What is not as the document says; empty where all is. */
    List<String> faults(Answer answer) {
        JsonNode response = response(answer.status());
        if (response.isMissingNode()) {
            return List.of("this status is not documented, but " + statuses());
        }
        List<String> faults = new ArrayList<>();
        if (!REQUEST_AT_FAULT.contains(answer.status())) {
            parameterFaults(answer.call()).forEach(faults::add);
            faults.addAll(requestBodyFaults(answer.call()));
        }
        faults.addAll(headerFaults(response.path("headers"), answer));
        faults.addAll(bodyFaults(response.path("content"), answer));
        return faults;
    }

    /** The same of an event in its stream. */
    List<String> faults(Event event) {
        JsonNode events = response(200).path("content").path(EVENT_STREAM).path("x-events");
        return events.has(event.name())
                ? schemas.faults(events.path(event.name()), event.json())
                : List.of("this event is not documented, but " + Json.fields(events));
    }

    /** The names of events that its stream may have. */
    Set<String> events() {
        return Json.fields(response(200).path("content").path(EVENT_STREAM).path("x-events"));
    }

    private JsonNode response(int status) {
        return resolved(definition.path("responses").path(String.valueOf(status)));
    }

    private Stream<JsonNode> parameters() {
        return Json.items(definition.path("parameters")).stream().map(this::resolved);
    }

    private Stream<String> parameterFaults(Call call) {
        Matcher inPath = path.matcher(pathOf(call));
        inPath.matches();
        Map<String, String> query = query(call);
        Map<String, String> headers = headers(call);
        Set<String> undocumented = new TreeSet<>(query.keySet());
        undocumented.addAll(headers.keySet());
        undocumented.removeAll(GENERAL_HEADERS);
        List<String> faults = new ArrayList<>();
        parameters().forEach(parameter -> {
            String name = parameter.path("name").asString();
            String where = parameter.path("in").asString();
            String value =
                    switch (where) {
                        case "path" -> inPath.group(name);
                        case "query" -> query.get(name);
                        default -> headers.get(name.toLowerCase(Locale.ROOT));
                    };
            undocumented.remove(where.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
            faults.addAll(valueFaults("the parameter " + name, parameter, value));
        });
        undocumented.forEach(name -> faults.add("the parameter " + name + " is not documented"));
        return faults.stream();
    }

    /** Of a parameter or a header, which is text whose type its schema says. */
    private List<String> valueFaults(String what, JsonNode documented, @Nullable String value) {
        if (value == null) {
            return documented.path("required").asBoolean(false) ? List.of(what + " is missing") : List.of();
        }
        JsonNode schema = documented.path("schema");
        return said(what, schemas.faults(schema, typed(schema, value)));
    }

    private static JsonNode typed(JsonNode schema, String value) {
        String type = schema.path("type").asString("");
        if (type.equals("integer") && INTEGER.matcher(value).matches()) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(value));
        }
        return type.equals("boolean") && Set.of("true", "false").contains(value)
                ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value))
                : JsonNodeFactory.instance.stringNode(value);
    }

    private List<String> requestBodyFaults(Call call) {
        byte[] body = call.body();
        JsonNode documented = definition.path("requestBody");
        if (body == null) {
            return documented.path("required").asBoolean(false) ? List.of("a body is missing") : List.of();
        }
        String type = mediaType(headers(call).getOrDefault("content-type", ""));
        return documented.path("content").has(type)
                ? said("the body sent", faults(documented.path("content").path(type), type, body))
                : List.of("a body of type '" + type + "' is not documented");
    }

    private List<String> headerFaults(JsonNode documented, Answer answer) {
        List<String> faults = new ArrayList<>();
        documented.forEachEntry((name, header) -> faults.addAll(valueFaults(
                "the header " + name,
                resolved(header),
                answer.headers().firstValue(name).orElse(null))));
        TOLD_HEADERS.stream()
                .filter(name -> !answer.header(name).isEmpty() && !documented.has(name))
                .forEach(name -> faults.add("the header " + name + " is not documented"));
        return faults;
    }

    private List<String> bodyFaults(JsonNode content, Answer answer) {
        String type = mediaType(answer.header("Content-Type"));
        if (content.isMissingNode()) {
            return answer.body().length == 0 ? List.of() : List.of("a body is not documented");
        }
        return content.has(type)
                ? said("the body", faults(content.path(type), type, answer.body()))
                : List.of("the type '" + type + "' is not documented, but " + Json.fields(content));
    }

    private List<String> faults(JsonNode documented, String type, byte[] body) {
        if (!type.endsWith("json")) {
            return List.of();
        }
        try {
            return schemas.faults(documented.path("schema"), Json.read(body));
        } catch (JacksonException malformed) {
            return List.of("it is no JSON");
        }
    }

    private JsonNode resolved(JsonNode part) {
        return Optional.ofNullable(part.path("$ref").asString(null))
                .map(reference -> document.at(reference.substring(1)))
                .orElse(part);
    }

    private static List<String> said(String what, Collection<String> faults) {
        return faults.stream().map(fault -> what + " " + fault).toList();
    }

    private static String mediaType(String contentType) {
        return contentType.replaceAll(";.*", "").trim().toLowerCase(Locale.ROOT);
    }

    /** Without a query, and without parameters of a segment, which no path has that is right. */
    private static String pathOf(Call call) {
        return call.path().replaceAll("[;?].*", "");
    }

    private static Map<String, String> query(Call call) {
        Map<String, String> query = new LinkedHashMap<>();
        int start = call.path().indexOf('?');
        if (start >= 0) {
            for (String pair : call.path().substring(start + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(Call call) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int index = 0; index < call.headers().size(); index += 2) {
            headers.put(
                    call.headers().get(index).toLowerCase(Locale.ROOT),
                    call.headers().get(index + 1));
        }
        return headers;
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
