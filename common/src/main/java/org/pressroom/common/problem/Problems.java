package org.pressroom.common.problem;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The failures that callers are told of, by name. Details are sentences for people. */
public final class Problems {

    private Problems() {}

    /** 400: the request cannot be read. */
    public static ProblemException badRequest(String detail) {
        return of(HttpStatus.BAD_REQUEST, detail);
    }

    /** 401: sign in first, or the token is no good. */
    public static ProblemException unauthorized() {
        return unauthorized("Sign in to do this.");
    }

    /** 401, with what is wrong about who says to call. */
    public static ProblemException unauthorized(String detail) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return new ProblemException(HttpStatus.UNAUTHORIZED, detail, List.of(), headers);
    }

    /** 403: signed in, but not allowed. */
    public static ProblemException forbidden(String detail) {
        return of(HttpStatus.FORBIDDEN, detail);
    }

    /** 404. */
    public static ProblemException notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, detail);
    }

    /** 409: what is there does not allow it. */
    public static ProblemException conflict(String detail) {
        return of(HttpStatus.CONFLICT, detail);
    }

    /** 412: somebody else changed it since. */
    public static ProblemException preconditionFailed() {
        return of(HttpStatus.PRECONDITION_FAILED, "It was changed since you read it. Read it again.");
    }

    /** 413: the body is over the limit. */
    public static ProblemException tooLarge() {
        return of(HttpStatus.CONTENT_TOO_LARGE, "The body is too large.");
    }

    /** 422: one field is at fault. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldProblem(field, message)));
    }

    /** 422: fields are at fault. */
    public static ProblemException invalid(List<FieldProblem> errors) {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT, "Some fields are not valid.", errors, new HttpHeaders());
    }

    /** 428: say with {@code If-Match} which version you mean. */
    public static ProblemException preconditionRequired() {
        return of(HttpStatus.PRECONDITION_REQUIRED, "Send If-Match with the ETag of what you read, or *.");
    }

    /** 429, with {@code Retry-After} in whole seconds. */
    public static ProblemException tooManyRequests(Duration retryAfter) {
        return later(HttpStatus.TOO_MANY_REQUESTS, "Too many requests. Try again later.", retryAfter);
    }

    /** 503, with {@code Retry-After} in whole seconds. */
    public static ProblemException unavailable(Duration retryAfter) {
        return later(HttpStatus.SERVICE_UNAVAILABLE, "This is not available just now. Try again soon.", retryAfter);
    }

    /** 504: a part of the suite took too long. */
    public static ProblemException timedOut() {
        return of(HttpStatus.GATEWAY_TIMEOUT, "This took too long. Try again.");
    }

    /** Any other refusal. */
    public static ProblemException of(HttpStatus status, String detail) {
        return new ProblemException(status, detail, List.of(), new HttpHeaders());
    }

    private static ProblemException later(HttpStatus status, String detail, Duration retryAfter) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        return new ProblemException(status, detail, List.of(), headers);
    }
}
