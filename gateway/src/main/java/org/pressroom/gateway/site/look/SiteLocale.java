package org.pressroom.gateway.site.look;

import java.util.Locale;
import org.springframework.context.MessageSource;

/**
 * How the site speaks to a reader: in one of its languages.
 *
 * @param site what its pages know of the publication
 * @param style how it writes days and times
 */
public record SiteLocale(Locale locale, SiteInfo site, DisplayTime.Style style, MessageSource messages) {

    /** Words of the interface. */
    public String message(String code, Object... arguments) {
        return messages.getMessage(code, arguments, locale);
    }
}
