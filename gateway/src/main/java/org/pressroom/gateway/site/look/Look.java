package org.pressroom.gateway.site.look;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.settings.SitePicture;
import org.pressroom.gateway.settings.SiteSettings;
import org.pressroom.gateway.settings.SiteState;
import org.pressroom.gateway.settings.SiteStyle;

/**
 * How the pages look, as admins chose it.
 *
 * @param stylesheet where the one is that is read after our own, a path; null for none, and in a draft, which comes with it
 * @param paper the ground by day, as with {@code paperByNight}; {@code #rrggbb}
 * @param logo before the name; null for our own mark
 * @param logoByNight in its place by night; null for the same
 * @param named whether the name stands beside the logo
 * @param icon for tabs and bookmarks; null for our own
 * @param menu what stands at the head of each page; null for what is made of categories and pages
 */
public record Look(
        @Nullable String stylesheet,
        String paper,
        String paperByNight,
        @Nullable SitePicture logo,
        @Nullable SitePicture logoByNight,
        boolean named,
        @Nullable SitePicture icon,
        @Nullable List<SiteSettings.MenuLink> menu) {

    static Look of(SiteState state, boolean draft) {
        SiteSettings settings = state.settings();
        SiteStyle style = state.style();
        SitePicture logo = state.picture(SitePicture.Kind.LOGO);
        return new Look(
                draft ? null : style.path(),
                style.paper(),
                style.paperByNight(),
                logo,
                state.picture(SitePicture.Kind.LOGO_DARK),
                logo == null || !Boolean.TRUE.equals(settings.logoAlone()),
                state.picture(SitePicture.Kind.ICON),
                settings.menu());
    }
}
