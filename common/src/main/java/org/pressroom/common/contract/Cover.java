package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotEmpty;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Shown;
import org.pressroom.common.validation.InPlaceOf;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.TextLimits;
import org.pressroom.common.validation.WebAddress;

/**
 * The picture of an article.
 *
 * @param url an http or https address, or a path on this site; in a request null where {@code mediaId} is given
 * @param alt what is to be said to those who do not see it; null where it only adorns
 * @param mediaId in a request, of a picture in the library, in the place of its address: one of the two is required
 */
public record Cover(
        @NotEmpty @WebAddress(max = TextLimits.COVER, pathToo = true)
        String url,

        @Nullable @Line(max = TextLimits.ALTERNATIVE) String alt,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @InPlaceOf("url") @Nullable
        UUID mediaId) {

    private static final String LIBRARY = "/api/media/";

    public Cover {
        url = mediaId == null ? url : LIBRARY + mediaId;
        alt = alt == null || Shown.isBlank(alt) ? null : alt.strip();
    }

    public Cover(String url, @Nullable String alt) {
        this(url, alt, null);
    }

    /** As programs that are older than its text have it, which run beside newer ones while a suite is updated. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Cover of(String url) {
        return new Cover(url, null);
    }
}
