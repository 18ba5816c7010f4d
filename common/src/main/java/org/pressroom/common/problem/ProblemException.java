package org.pressroom.common.problem;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A failure that the caller is told of. Cheap to make: it has no stack trace. */
public final class ProblemException extends RuntimeException {

    private final HttpStatus status;
    private final String detail;
    private final transient List<FieldProblem> errors;
    private final transient HttpHeaders headers;

    ProblemException(HttpStatus status, String detail, List<FieldProblem> errors, HttpHeaders headers) {
        super(status.value() + " " + detail, null, false, false);
        this.status = status;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.headers = headers;
    }

    public HttpStatus status() {
        return status;
    }

    /** A sentence for the caller, with nothing in it that the caller may not know. */
    public String detail() {
        return detail;
    }

    public List<FieldProblem> errors() {
        return errors;
    }

    /** Headers that the answer carries, such as {@code Retry-After}. */
    public HttpHeaders headers() {
        return headers;
    }
}
