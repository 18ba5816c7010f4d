package org.pressroom.gateway.languages;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.cookies.LanguageCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Chooses the language in which the site speaks to a reader: the one chosen there before, which a cookie says, else the
 * first that its browser wishes for, by {@code Accept-Language} (RFC 9110, section 12.5.4), else the site's own.
 *
 * <p>Nothing that a client sends leads to any other: headers that are too long, or no wishes, are none.
 */
@Component
public final class InterfaceLanguages {

    /** Browsers send a tenth of it. */
    private static final int LONGEST_WISH = 500;

    private static final int ALL = 1000;

    private final LanguageCookie cookie;
    private final List<Locale> locales;
    private final List<String> tags;

    /** The first parts of the tags: whoever reads Swiss German reads German. */
    private final List<String> primary;

    public InterfaceLanguages(LanguageProperties properties, LanguageCookie cookie) {
        this.cookie = cookie;
        this.locales = Stream.concat(Stream.of(properties.language()), properties.languages().stream())
                .filter(each -> !each.getLanguage().isEmpty())
                .distinct()
                .toList();
        this.tags = locales.stream().map(Locale::toLanguageTag).toList();
        this.primary = locales.stream().map(Locale::getLanguage).toList();
    }

    /** All of them; the site's own is the first. */
    public List<Locale> all() {
        return locales;
    }

    /** The site's own, as of BCP 47. */
    public String own() {
        return tags.get(0);
    }

    /** The one of these that a tag names to the letter; null for none. */
    public @Nullable String named(String tag) {
        return tags.contains(tag) ? tag : null;
    }

    /** The language in which a request is answered, as of BCP 47. */
    public String of(HttpHeaders headers) {
        return of(headers.getOrEmpty(HttpHeaders.COOKIE), headers.getFirst(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /**
     * The same for who has the headers' lines.
     *
     * @param cookies those of {@code Cookie}
     * @param acceptLanguage null where nothing is wished
     */
    public String of(List<String> cookies, @Nullable String acceptLanguage) {
        String chosen = cookies.isEmpty() ? null : cookie.language(cookies);
        return chosen != null && tags.contains(chosen) ? chosen : wished(acceptLanguage);
    }

    private String wished(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_WISH || tags.size() == 1) {
            return own();
        }
        String best = own();
        int bestWeight = 0;
        for (int start = 0; start < acceptLanguage.length(); ) {
            int end = end(acceptLanguage, start);
            int semicolon = acceptLanguage.indexOf(';', start);
            int endOfRange = semicolon < 0 || semicolon > end ? end : semicolon;
            int weight = endOfRange == end ? ALL : weight(acceptLanguage.substring(endOfRange + 1, end));
            if (weight > bestWeight) {
                String found = find(acceptLanguage.substring(start, endOfRange).strip());
                if (found != null) {
                    best = found;
                    bestWeight = weight;
                }
            }
            start = end + 1;
        }
        return best;
    }

    private static int end(String list, int start) {
        int comma = list.indexOf(',', start);
        return comma < 0 ? list.length() : comma;
    }

    /** The language that a range stands for, to the letter or by its first part; null for none. */
    private @Nullable String find(String range) {
        if (range.equals("*")) {
            return own();
        }
        int dash = range.indexOf('-');
        String language = dash < 0 ? range : range.substring(0, dash);
        String found = null;
        for (int i = 0; i < tags.size(); i++) {
            if (tags.get(i).equalsIgnoreCase(range)) {
                return tags.get(i);
            }
            if (found == null && primary.get(i).equalsIgnoreCase(language)) {
                found = tags.get(i);
            }
        }
        return found;
    }

    /** In thousandths (section 12.4.2); what cannot be read is no wish. */
    private static int weight(String parameter) {
        String text = parameter.strip();
        int digits = text.length() - 4;
        if (digits < -1 || digits > 3 || !text.regionMatches(true, 0, "q=", 0, 2)) {
            return 0;
        }
        int weight = digit(text, 2) * ALL;
        if (weight < 0 || (digits >= 0 && text.charAt(3) != '.')) {
            return 0;
        }
        for (int i = 0, worth = ALL / 10; i < digits; i++, worth /= 10) {
            int digit = digit(text, 4 + i);
            if (digit < 0) {
                return 0;
            }
            weight += digit * worth;
        }
        return weight > ALL ? 0 : weight;
    }

    private static int digit(String text, int at) {
        char c = text.charAt(at);
        return c >= '0' && c <= '9' ? c - '0' : -1;
    }
}
