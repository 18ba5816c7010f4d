package org.pressroom.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a failed answer.
 *
 * @param type a URI that names the kind of failure; {@code about:blank} where the status says it all
 * @param errors the fields at fault, where fields are at fault
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        List<FieldProblem> errors) {

    /** What a failure looks like to the caller of the given path. */
    public static Problem of(ProblemException failure, @Nullable String instance) {
        return new Problem(
                "about:blank",
                failure.status().getReasonPhrase(),
                failure.status().value(),
                failure.detail(),
                instance,
                failure.errors());
    }
}
