package org.pressroom.subscription.staffmail;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.MailAddress;
import org.pressroom.common.validation.TextLimits;
import org.pressroom.subscription.delivery.ReviewStep;

/**
 * A mail to a member of staff.
 *
 * @param id made out of what it is about and for whom: the same is sent once
 * @param recipient the address
 * @param title the article's; null where that is not known
 * @param actorName who did it; null for nobody in particular
 */
record StaffMail(
        @NotNull UUID id,
        @NotNull @MailAddress String recipient,
        @NotNull ReviewStep step,
        @NotNull UUID articleId,
        @Nullable @Line(max = TextLimits.TITLE) String title,
        @Nullable @Line(max = 100) String actorName) {

    /** What is of people stays out of logs. */
    @Override
    public String toString() {
        return "StaffMail[" + id + "]";
    }
}
