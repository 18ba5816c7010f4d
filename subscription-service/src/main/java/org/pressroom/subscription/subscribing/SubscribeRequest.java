package org.pressroom.subscription.subscribing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.text.EmailAddress;

/**
 * The body of {@code POST /api/subscriptions}.
 *
 * @param topics everything where null
 * @param frequency {@code instant} where null; digests are not sent yet, and refused
 */
@PlainJava
record SubscribeRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "email", maxLength = EmailAddress.LONGEST)
        @Nullable
        String email,

        @Nullable List<Preferences.@Nullable TopicRequest> topics,

        @Schema(allowableValues = {"instant", "daily", "weekly"}) @Nullable
        String frequency) {

    /** What is asked for, checked. */
    record Checked(EmailAddress address, Preferences preferences) {}

    Checked check() {
        List<FieldProblem> errors = new ArrayList<>();
        Optional<EmailAddress> address = email == null ? Optional.empty() : EmailAddress.of(email);
        if (email == null) {
            errors.add(new FieldProblem("email", "is required"));
        } else if (address.isEmpty()) {
            errors.add(new FieldProblem("email", "must be an e-mail address"));
        }
        Preferences preferences = Preferences.check(topics, frequency, errors);
        if (!errors.isEmpty() || address.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return new Checked(address.get(), preferences);
    }
}
