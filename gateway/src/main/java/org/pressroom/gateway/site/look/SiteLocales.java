package org.pressroom.gateway.site.look;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.LanguageTags;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.languages.InterfaceLanguages;
import org.pressroom.gateway.settings.CurrentSite;
import org.pressroom.gateway.settings.SiteState;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;

/**
 * All languages in which the site speaks, and which of them a request is answered in. How the publication is just now is in
 * each of them.
 */
public final class SiteLocales {

    /** How the site speaks while it is as it is. */
    private record Spoken(SiteState state, Map<String, SiteLocale> byTag) {}

    private final InterfaceLanguages languages;
    private final SiteProperties site;
    private final ReadingProperties reading;
    private final MessageSource messages;
    private final String assets;
    private final boolean themed;
    private final CurrentSite current;
    private final boolean draft;
    private volatile @Nullable Spoken known;

    /**
     * @param assets where they are: a path
     * @param themed whether a publisher's style sheet is among them
     */
    public SiteLocales(
            InterfaceLanguages languages,
            SiteProperties site,
            ReadingProperties reading,
            MessageSource messages,
            String assets,
            boolean themed,
            CurrentSite current) {
        this(languages, site, reading, messages, assets, themed, current, false);
    }

    private SiteLocales(
            InterfaceLanguages languages,
            SiteProperties site,
            ReadingProperties reading,
            MessageSource messages,
            String assets,
            boolean themed,
            CurrentSite current,
            boolean draft) {
        this.languages = languages;
        this.site = site;
        this.reading = reading;
        this.messages = messages;
        this.assets = assets;
        this.themed = themed;
        this.current = current;
        this.draft = draft;
    }

    /** The same where the publication was as somebody may want it to be. */
    public SiteLocales drafted(SiteState state) {
        return new SiteLocales(languages, site, reading, messages, assets, themed, () -> state, true);
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
        return Objects.requireNonNull(spoken().byTag().get(tag));
    }

    /** What is made of a state is worth to be made anew only where it is another one, and not where it looks the same. */
    @SuppressWarnings("ReferenceEquality")
    private Spoken spoken() {
        SiteState state = current.state();
        Spoken spoken = known;
        if (spoken == null || spoken.state() != state) {
            spoken = new Spoken(state, byTag(state));
            known = spoken;
        }
        return spoken;
    }

    private Map<String, SiteLocale> byTag(SiteState state) {
        List<SiteInfo.Choice> choices = languages.all().stream()
                .map(each -> each.toLanguageTag())
                .map(tag ->
                        new SiteInfo.Choice(tag, LanguageTags.ownName(tag), Writing.dir(Locale.forLanguageTag(tag))))
                .toList();
        Locale own = languages.all().get(0);
        Look look = Look.of(state, draft);
        Map<String, SiteLocale> byTag = new HashMap<>();
        for (Locale locale : languages.all()) {
            SiteInfo info = new SiteInfo(
                    state.settings().nameOr(site),
                    state.settings().descriptionOr(site),
                    site.url(),
                    locale.toLanguageTag(),
                    Writing.dir(locale),
                    Writing.script(locale),
                    languages.own(),
                    Writing.script(own),
                    choices,
                    assets,
                    themed,
                    look);
            byTag.put(
                    locale.toLanguageTag(),
                    new SiteLocale(locale, info, DisplayTime.Style.of(locale, reading.zone()), messages));
        }
        return byTag;
    }
}
