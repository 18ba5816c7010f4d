package org.pressroom.gateway.site.calls;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a service said to something that a reader sent. */
public sealed interface ServiceResponse<T> {

    record Accepted<T>(T answer) implements ServiceResponse<T> {}

    /** Refused by a rule (a status of 400 to 499), with what the problem answer says. */
    record Refused<T>(int status, List<Wrong> errors) implements ServiceResponse<T> {

        /** Whether fault was found with a field, or with a part of it. */
        public boolean names(String field) {
            return errors.stream().anyMatch(wrong -> wrong.field().matches(Pattern.quote(field) + "([.\\[].*)?"));
        }
    }

    /** Not answered in time, or answered with a failure: nobody knows more. */
    record Away<T>() implements ServiceResponse<T> {}

    /** A field that a service found fault with. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Wrong(String field, String message) {}

    /** The part of a problem answer (RFC 9457) that a form can show. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Problem(@Nullable List<Wrong> errors) {
        static final Problem UNSAID = new Problem(List.of());
    }
}
