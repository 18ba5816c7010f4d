package org.pressroom.gateway.settings;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the publication is from a version on.
 *
 * @param updatedAt when it became so; null before anybody chose anything
 * @param style what comes of the settings, which takes a while to work out
 */
public record SiteState(
        SiteSettings settings,
        Map<SitePicture.Kind, SitePicture> pictures,
        long version,
        @Nullable Instant updatedAt,
        SiteStyle style) {

    public SiteState(
            SiteSettings settings,
            Map<SitePicture.Kind, SitePicture> pictures,
            long version,
            @Nullable Instant updatedAt) {
        this(settings, pictures, version, updatedAt, SiteStyle.of(settings));
    }

    static final SiteState INITIAL = new SiteState(SiteSettings.NONE, Map.of(), 0, null);

    /** The same with other settings, before they are anybody's but who looks at them. */
    public SiteState with(SiteSettings draft) {
        return new SiteState(draft, pictures, version, updatedAt);
    }

    /** The picture of a kind, or null where there is none. */
    public @Nullable SitePicture picture(SitePicture.Kind kind) {
        return pictures.get(kind);
    }
}
