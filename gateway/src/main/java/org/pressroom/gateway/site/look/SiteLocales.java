package org.pressroom.gateway.site.look;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.pressroom.common.text.LanguageTags;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.languages.InterfaceLanguages;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;

/** All languages in which the site speaks, and which of them a request is answered in. */
public final class SiteLocales {
    private final InterfaceLanguages languages;
    private final Map<String, SiteLocale> byTag = new HashMap<>();

    /** @param assets where they are: a path */
    public SiteLocales(
            InterfaceLanguages languages,
            SiteProperties site,
            ReadingProperties reading,
            MessageSource messages,
            String assets) {
        this.languages = languages;
        List<SiteInfo.Choice> choices = languages.all().stream()
                .map(each -> each.toLanguageTag())
                .map(tag ->
                        new SiteInfo.Choice(tag, LanguageTags.ownName(tag), Writing.dir(Locale.forLanguageTag(tag))))
                .toList();
        Locale own = languages.all().get(0);
        for (Locale locale : languages.all()) {
            SiteInfo info = new SiteInfo(
                    site.name(),
                    site.url(),
                    locale.toLanguageTag(),
                    Writing.dir(locale),
                    Writing.script(locale),
                    languages.own(),
                    Writing.script(own),
                    choices,
                    assets);
            byTag.put(
                    locale.toLanguageTag(),
                    new SiteLocale(locale, info, DisplayTime.Style.of(locale, reading.zone()), messages));
        }
    }

    /** The site in its own language. */
    public SiteLocale own() {
        return of(languages.own());
    }

    /** The site in the language in which a request is answered. */
    public SiteLocale of(HttpHeaders request) {
        return of(languages.of(request));
    }

    private SiteLocale of(String tag) {
        return Objects.requireNonNull(byTag.get(tag));
    }
}
