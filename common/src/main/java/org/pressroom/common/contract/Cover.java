package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Shown;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.TextLimits;
import org.pressroom.common.validation.WebAddress;

/**
 * The picture of an article.
 *
 * @param url an http or https address, or a path on this site
 * @param alt what is to be said to those who do not see it; null where it only adorns
 */
public record Cover(
        @NotEmpty
        @WebAddress(
                max = TextLimits.COVER,
                pathToo = true,
                message = "must be an http or https address, or a path on this site")
        String url,

        @Nullable @Line(max = TextLimits.ALTERNATIVE) String alt) {

    public Cover {
        alt = alt == null || Shown.isBlank(alt) ? null : alt.strip();
    }

    /** As programs that are older than its text have it, which run beside newer ones while a suite is updated. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Cover of(String url) {
        return new Cover(url, null);
    }
}
