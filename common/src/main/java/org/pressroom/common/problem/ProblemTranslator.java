package org.pressroom.common.problem;

import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.Outages;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.MethodValidationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Turns any failure into one that the caller may be told of. */
public final class ProblemTranslator {

    private static final Duration SOON = Duration.ofSeconds(2);

    /** PostgreSQL's {@code character_not_in_repertoire}: a NUL. */
    private static final String NOT_STORABLE = "22021";

    private ProblemTranslator() {}

    /** The failure to tell; one of status 500 says nothing but that something went wrong. */
    public static ProblemException translate(Throwable failure) {
        boolean ofInput = Outages.causes(failure)
                .anyMatch(cause -> cause instanceof DecodingException || cause instanceof ServerWebInputException);
        return Outages.causes(failure)
                .flatMap(cause -> Stream.ofNullable(known(cause, ofInput)))
                .findFirst()
                .orElseGet(() -> unknown(failure));
    }

    private static ProblemException unknown(Throwable failure) {
        if (failure instanceof ErrorResponse response) {
            return ofStatus(response.getStatusCode(), response.getHeaders());
        } else if (Outages.isOutage(failure) || Outages.isOverdue(failure)) {
            return Problems.unavailable(SOON);
        } else if (Outages.causes(failure).anyMatch(TimeoutException.class::isInstance)) {
            return Problems.timedOut();
        } else if (Outages.sqlState(failure).filter(NOT_STORABLE::equals).isPresent()) {
            return Problems.badRequest("The request holds a character that cannot be stored.");
        }
        return new ProblemException(
                HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.", List.of(), new HttpHeaders());
    }

    /** @param ofInput whether it failed in reading a request: JSON of our own is not the caller's fault */
    private static @Nullable ProblemException known(Throwable failure, boolean ofInput) {
        if (failure instanceof ProblemException problem) {
            return problem;
        } else if (failure instanceof BrokenRequestException broken) {
            return broken.problem();
        } else if (failure instanceof WebExchangeBindException invalid) {
            return Problems.invalid(fieldProblems(invalid.getFieldErrors()));
        } else if (failure instanceof ConstraintViolationException invalid) {
            return Problems.invalid(invalid.getConstraintViolations().stream()
                    .map(violation ->
                            new FieldProblem(violation.getPropertyPath().toString(), violation.getMessage()))
                    .sorted(Comparator.comparing(FieldProblem::field))
                    .toList());
        } else if (failure instanceof MethodValidationException) {
            return Problems.badRequest("A parameter is not valid.");
        } else if (failure instanceof InvalidMimeTypeException) {
            // Of an Accept that lists more types than Spring sorts.
            return ofStatus(HttpStatus.NOT_ACCEPTABLE, new HttpHeaders());
        } else if (failure instanceof DataBufferLimitException) {
            return Problems.tooLarge();
        } else if (ofInput && failure instanceof JacksonException malformed) {
            return (malformed instanceof DatabindException || malformed instanceof InputCoercionException)
                            && !malformed.getPath().isEmpty()
                    ? Problems.invalid(path(malformed), expected(malformed))
                    : Problems.badRequest("The body is not the JSON that is expected here.");
        } else if (failure instanceof DecodingException && failure.getCause() == null) {
            return Problems.badRequest("The body cannot be read.");
        } else if (failure instanceof ServerWebInputException input && input.getCause() == null) {
            return Problems.badRequest("The request misses something or has it in a form that cannot be read.");
        } else if (failure instanceof AuthenticationServiceException) {
            return Problems.unavailable(SOON);
        } else if (failure instanceof AuthenticationException) {
            return Problems.unauthorized();
        } else if (failure instanceof AccessDeniedException) {
            return Problems.forbidden("You may not do this.");
        } else if (failure instanceof RetriableException) {
            return Problems.unavailable(SOON);
        }
        return null;
    }

    private static ProblemException ofStatus(HttpStatusCode code, HttpHeaders headers) {
        HttpStatus status = HttpStatus.resolve(code.value());
        if (status == null) {
            status = HttpStatus.INTERNAL_SERVER_ERROR;
        }
        HttpHeaders kept = new HttpHeaders();
        for (String name : Set.of(HttpHeaders.ALLOW, HttpHeaders.ACCEPT, HttpHeaders.RETRY_AFTER)) {
            List<String> values = headers.getOrEmpty(name);
            if (!values.isEmpty()) {
                kept.put(name, values);
            }
        }
        String detail =
                switch (status) {
                    case NOT_FOUND -> "There is nothing here.";
                    case METHOD_NOT_ALLOWED -> "This method is not allowed here.";
                    case NOT_ACCEPTABLE -> "This cannot be had in the form that you accept.";
                    case UNSUPPORTED_MEDIA_TYPE -> "A body of this type is not understood here.";
                    case BAD_REQUEST -> "The request cannot be understood.";
                    case CONTENT_TOO_LARGE -> "The body is too large.";
                    default -> status.is5xxServerError() ? "Something went wrong on our side." : "This was refused.";
                };
        return new ProblemException(status, detail, List.of(), kept);
    }

    private static List<FieldProblem> fieldProblems(List<FieldError> errors) {
        List<FieldProblem> problems = new ArrayList<>();
        for (FieldError error : errors) {
            String message = error.getDefaultMessage();
            problems.add(new FieldProblem(error.getField(), message == null ? "is not valid" : message));
        }
        problems.sort(Comparator.comparing(FieldProblem::field));
        return problems;
    }

    private static String path(JacksonException mismatch) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : mismatch.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String expected(JacksonException mismatch) {
        Class<?> type = null;
        if (mismatch instanceof MismatchedInputException input) {
            type = input.getTargetType();
        } else if (mismatch instanceof InputCoercionException input) {
            type = input.getTargetType();
        }
        if (type == null) {
            return "has the wrong type";
        } else if (type == String.class) {
            return "must be a string";
        } else if (type.isEnum()) {
            return "is not one of the values allowed here";
        } else if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "must be a list";
        } else if (type == Boolean.class || type == boolean.class) {
            return "must be true or false";
        } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "must be a number";
        } else if (type == Instant.class) {
            return "must be an instant such as 2026-01-31T12:00:00Z";
        } else if (type == UUID.class) {
            return "must be a UUID";
        }
        return "has the wrong type";
    }
}
