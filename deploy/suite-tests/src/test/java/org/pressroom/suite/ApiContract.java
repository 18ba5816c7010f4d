package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.ServerSentEvents.Event;
import tools.jackson.databind.JsonNode;

/**
 * An OpenAPI document, to hold what is asked and answered against: what is not in it must not be. Remembers what was
 * seen, so that it can tell what of the document was not.
 */
final class ApiContract {

    private final List<ApiOperation> operations = new ArrayList<>();
    private final Set<String> seen = new TreeSet<>();

    ApiContract(JsonNode document) {
        ClosedSchemas schemas = new ClosedSchemas(document);
        document.path("paths").forEachEntry((path, methods) -> methods.propertyNames()
                .forEach(method -> operations.add(new ApiOperation(method, path, document, schemas))));
        operations.sort(Comparator.comparing(ApiOperation::variables));
    }

    /** The operation that a call is one of. Fails where none is documented. */
    ApiOperation operation(Call call) {
        return operations.stream()
                .filter(operation -> operation.isFor(call))
                .findFirst()
                .orElseThrow(() -> new AssertionError(call + " is not documented"));
    }

    /** Fails where the call or its answer is not as documented. */
    Answer hold(Answer answer) {
        ApiOperation operation = operation(answer.call());
        assertThat(operation.faults(answer))
                .as("%s answered %s", answer.call(), answer)
                .isEmpty();
        seen.add(operation + " " + answer.status());
        return answer;
    }

    /** Fails where an event of a stream is not as documented. */
    void hold(Call stream, Event event) {
        ApiOperation operation = operation(stream);
        assertThat(operation.faults(event)).as("%s streamed %s", stream, event).isEmpty();
        seen.add(operation + " 200");
        seen.add(operation + " " + event.name());
    }

    Set<String> operations() {
        return operations.stream().map(ApiOperation::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The methods of the operations at each path. */
    Map<String, Set<String>> methods() {
        return operations.stream()
                .collect(Collectors.groupingBy(
                        ApiOperation::template,
                        TreeMap::new,
                        Collectors.mapping(ApiOperation::method, Collectors.toSet())));
    }

    /** The operations without an answer that says that it was done. */
    Set<String> undriven() {
        Set<String> undriven = operations();
        undriven.removeIf(operation -> seen.stream().anyMatch(each -> each.startsWith(operation + " 2")));
        return undriven;
    }

    /** What is documented and was not seen: an operation, and a status or the name of an event. */
    Set<String> unseen() {
        Set<String> unseen = new TreeSet<>();
        operations.forEach(operation -> {
            operation.statuses().forEach(status -> unseen.add(operation + " " + status));
            operation.events().forEach(event -> unseen.add(operation + " " + event));
        });
        unseen.removeAll(seen);
        return unseen;
    }

    /** What was seen, said in the same way. */
    Set<String> seen() {
        return Set.copyOf(seen);
    }
}
