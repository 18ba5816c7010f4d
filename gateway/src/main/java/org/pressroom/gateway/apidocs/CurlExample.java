package org.pressroom.gateway.apidocs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.cookies.CsrfCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** How an operation is called from a shell, with variables for what only who calls knows. */
final class CurlExample {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final String NEXT_LINE = " \\\n  ";

    private final JsonNode document;
    private final Examples examples;
    private final String site;

    CurlExample(JsonNode document, Examples examples, String site) {
        this.document = document;
        this.examples = examples;
        this.site = site;
    }

    String of(String path, String method, JsonNode operation) {
        List<String> parts = new ArrayList<>();
        boolean stream = operation.at("/responses/200/content").has(MediaType.TEXT_EVENT_STREAM_VALUE);
        parts.add((stream ? "curl -N" : method.equals("GET") ? "curl" : "curl -X " + method) + " \"" + site
                + VARIABLE.matcher(path).replaceAll(found -> "\\" + variable(found.group(1))) + query(operation)
                + "\"");
        addCredentials(parts, operation);
        for (JsonNode declared : operation.path("parameters")) {
            JsonNode parameter = SchemaReader.resolved(document, declared);
            if (parameter.path("name").asString("").equals(HttpHeaders.IF_MATCH)) {
                parts.add("-H 'If-Match: \"1\"'");
            }
        }
        JsonNode body = operation.at("/requestBody/content").path(MediaType.APPLICATION_JSON_VALUE);
        if (!body.isMissingNode()) {
            parts.add("-H 'Content-Type: application/json'");
            parts.add("-d '" + examples.least(body.path("schema")) + "'");
        }
        if (operation.at("/requestBody/content").has(MediaType.MULTIPART_FORM_DATA_VALUE)) {
            parts.add("-F file=@picture.jpg");
        }
        return String.join(NEXT_LINE, parts);
    }

    /** The parameters without which there is no answer. */
    private static String query(JsonNode operation) {
        List<String> required = operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals("query")
                        && parameter.path("required").asBoolean(false))
                .map(parameter -> parameter.path("name").asString())
                .map(name -> name + "=" + variable(name))
                .toList();
        return required.isEmpty() ? "" : "?" + String.join("&", required);
    }

    private static void addCredentials(List<String> parts, JsonNode operation) {
        List<JsonNode> ways = operation.path("security").valueStream().toList();
        if (ways.stream().anyMatch(way -> way.has(AtTheGateway.EDIT_TOKEN))) {
            parts.add("-H \"" + HeaderNames.EDIT_TOKEN + ": $EDIT_TOKEN\"");
        } else if (ways.stream().anyMatch(way -> way.size() == 1 && way.has(AtTheGateway.CSRF))) {
            parts.add("-b cookies -c cookies -H \"" + CsrfCookie.HEADER + ": $XSRF_TOKEN\"");
        } else if (ways.stream().noneMatch(JsonNode::isEmpty)) {
            parts.add("-H \"Authorization: Bearer $TOKEN\"");
        }
    }

    /** {@code articleId} is {@code $ARTICLE_ID}. */
    private static String variable(String name) {
        return "$" + name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
