package org.pressroom.gateway.apidocs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.pressroom.gateway.apidocs.Reference.Access;
import org.pressroom.gateway.apidocs.Reference.Answer;
import org.pressroom.gateway.apidocs.Reference.Content;
import org.pressroom.gateway.apidocs.Reference.Field;
import org.pressroom.gateway.apidocs.Reference.ObjectType;
import org.pressroom.gateway.apidocs.Reference.Operation;
import org.pressroom.gateway.apidocs.Reference.Problem;
import org.pressroom.gateway.apidocs.Reference.Section;
import org.pressroom.gateway.apidocs.Reference.TypeName;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the gathered document into what its page shows. */
final class ReferenceReader {

    private static final int FIRST_PROBLEM = 400;

    /** What a stream consists of, which OpenAPI 3.1 has no word for. */
    private static final String EVENTS = "x-events";

    private static final JsonNode PROBLEM =
            JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/Problem");

    private final JsonNode document;
    private final SchemaReader schemas;
    private final Examples examples;
    private final CurlExample curl;

    private ReferenceReader(JsonNode document, JsonMapper json, String site) {
        this.document = document;
        this.schemas = new SchemaReader(document);
        this.examples = new Examples(document, json);
        this.curl = new CurlExample(document, examples, site);
    }

    /** @param site the origin that examples call */
    static Reference read(JsonNode document, JsonMapper json, String site) {
        return new ReferenceReader(document, json, site).reference();
    }

    private Reference reference() {
        Map<String, List<Operation>> byTag = new LinkedHashMap<>();
        document.path("tags").forEach(tag -> byTag.put(tag.path("name").asString(), new ArrayList<>()));
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    Operation read = operation(path, method, operation);
                    operation.path("tags").forEach(tag -> Objects.requireNonNull(byTag.get(tag.asString()))
                            .add(read));
                }));
        List<Section> sections = byTag.entrySet().stream()
                .map(tag -> new Section(tag.getKey(), anchor("tag", tag.getKey()), List.copyOf(tag.getValue())))
                .toList();
        List<Problem> problems = sharedProblems();
        TypeName problem = schemas.type(PROBLEM, false);
        return new Reference(sections, problems, problem, schemas.named());
    }

    private Operation operation(String path, String method, JsonNode operation) {
        List<Answer> answers = new ArrayList<>();
        List<Answer> ownProblems = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        operation.path("responses").forEachEntry((status, response) -> {
            if (Integer.parseInt(status) < FIRST_PROBLEM) {
                answers.add(answer(status, response));
            } else if (response.has("$ref")) {
                problems.add(problem(status, response));
            } else {
                ownProblems.add(answer(status, response));
            }
        });
        String upper = method.toUpperCase(Locale.ROOT);
        return new Operation(
                operation.path("operationId").asString(),
                title(operation.path("operationId").asString()),
                upper,
                Prose.path(path),
                Prose.of(operation.path("summary").asString("")),
                Prose.of(operation.path("description").asString("")),
                access(upper, operation),
                operation.path("parameters").valueStream().map(this::parameter).toList(),
                contents(operation.path("requestBody"), true),
                answers,
                ownProblems,
                problems,
                curl.of(path, upper, operation));
    }

    /** {@code listArticles} is "List articles". */
    private static String title(String operationId) {
        String words = operationId.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static Access access(String method, JsonNode operation) {
        List<String> roles =
                operation.path("x-roles").valueStream().map(JsonNode::asString).toList();
        List<JsonNode> ways = operation.path("security").valueStream().toList();
        boolean csrf = ways.stream().anyMatch(way -> way.size() == 1 && way.has(AtTheGateway.CSRF));
        String scope = operation.path(AtTheGateway.SCOPE).asString("");
        return new Access(
                roles,
                csrf || ways.stream().anyMatch(JsonNode::isEmpty),
                ways.stream().anyMatch(way -> way.has(AtTheGateway.EDIT_TOKEN)),
                ways.stream().anyMatch(way -> way.has(AtTheGateway.READER_TOKEN)),
                csrf,
                scope.isEmpty() ? null : scope,
                method.equals("GET"));
    }

    private Field parameter(JsonNode declared) {
        JsonNode parameter = schemas.resolved(declared);
        return schemas.field(
                parameter.path("name").asString(),
                parameter.path("required").asBoolean(false),
                parameter.path("in").asString(),
                parameter.path("schema"),
                parameter.path("description").asString(""));
    }

    private Answer answer(String status, JsonNode declared) {
        JsonNode response = schemas.resolved(declared);
        boolean failed = Integer.parseInt(status) >= FIRST_PROBLEM;
        String about = response.path("description").asString("");
        return new Answer(
                status,
                phrase(status),
                Prose.of(about.equals(phrase(status)) ? "" : about),
                response.path("headers").propertyStream().map(this::header).toList(),
                failed ? List.of() : contents(response, false));
    }

    private Field header(Map.Entry<String, JsonNode> named) {
        JsonNode header = schemas.resolved(named.getValue());
        return schemas.field(
                named.getKey(),
                false,
                "header",
                header.path("schema"),
                header.path("description").asString(""));
    }

    private List<Content> contents(JsonNode message, boolean sent) {
        return message.path("content")
                .propertyStream()
                .map(content -> content(content.getKey(), content.getValue(), sent))
                .toList();
    }

    private Content content(String mediaType, JsonNode content, boolean sent) {
        JsonNode schema = content.path("schema");
        List<ObjectType> types = schemas.objects(schema, sent);
        return new Content(
                mediaType,
                types.isEmpty()
                        ? schemas.type(schema, sent)
                        : new TypeName("", types.get(0).name(), null, false),
                types,
                content.path(EVENTS)
                        .propertyStream()
                        .map(event -> schemas.event(event.getKey(), event.getValue()))
                        .toList(),
                types.isEmpty() ? null : examples.whole(schema));
    }

    private List<Problem> sharedProblems() {
        Map<String, Problem> problems = new HashMap<>();
        document.path("paths")
                .forEach(methods ->
                        methods.forEach(operation -> operation.path("responses").forEachEntry((status, response) -> {
                            if (Integer.parseInt(status) >= FIRST_PROBLEM && response.has("$ref")) {
                                problems.put(status, problem(status, response));
                            }
                        })));
        return problems.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private Problem problem(String status, JsonNode declared) {
        String about = schemas.resolved(declared).path("description").asString("");
        return new Problem(status, phrase(status), anchor("problem", status), Prose.of(about));
    }

    private static String phrase(String status) {
        HttpStatus known = HttpStatus.resolve(Integer.parseInt(status));
        return known == null ? "" : known.getReasonPhrase();
    }

    private static String anchor(String kind, String name) {
        return kind + "-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
