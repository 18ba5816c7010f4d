package org.pressroom.common.problem;

import java.io.IOException;
import org.springframework.http.HttpStatus;

/** A request's body that did not arrive in time (408), or is not what its head says (400). */
public final class BrokenRequestException extends IOException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    private BrokenRequestException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    /** It did not arrive in time. */
    public static BrokenRequestException tooSlow() {
        return new BrokenRequestException(HttpStatus.REQUEST_TIMEOUT, "The request took too long to arrive.");
    }

    /** It is not what its head says. */
    public static BrokenRequestException malformed() {
        return new BrokenRequestException(HttpStatus.BAD_REQUEST, "The body cannot be read.");
    }

    /** What its sender is told. */
    public ProblemException problem() {
        return Problems.of(status, String.valueOf(getMessage()));
    }

    /** It comes from the connection: where from says nothing. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
