package org.pressroom.gateway.views;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Hosts;

/** Where views come from, as far as it is one of a few names: whatever else a client says counts as nothing, or as other. */
final class Audience {

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final String OTHER = "other";
    private static final String WWW = "www.";

    /** Of a header; the first language in it is all that counts. */
    private static final int LONGEST_TAG = 35;

    private final Remembered<Tongue> tongues = new Remembered<>(Audience::read);
    private final Remembered<String> hosts = new Remembered<>(Audience::normal);

    /**
     * A language as somewhere it is spoken.
     *
     * @param language of ISO 639-1; null where it is not known
     * @param country of ISO 3166; null where it is not known
     */
    record Tongue(@Nullable String language, @Nullable String country) {
        static final Tongue UNKNOWN = new Tongue(null, null);
    }

    /** What a browser asks for first. */
    Tongue tongue(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return Tongue.UNKNOWN;
        }
        int end = 0;
        while (end < acceptLanguage.length() && isOfTag(acceptLanguage.charAt(end))) {
            end++;
        }
        return end == 0 || end > LONGEST_TAG ? Tongue.UNKNOWN : tongues.of(acceptLanguage.substring(0, end));
    }

    private static boolean isOfTag(char c) {
        return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static Tongue read(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        String language = locale.getLanguage();
        String country = locale.getCountry();
        return LANGUAGES.contains(language)
                ? new Tongue(language, COUNTRIES.contains(country) ? country : null)
                : Tongue.UNKNOWN;
    }

    /** The one form of a host that led here; what can be no name of a site is another. */
    String source(String host) {
        return hosts.of(host);
    }

    private static String normal(String host) {
        String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        Optional<String> name = Hosts.ascii(plain).filter(Audience::isOfSite);
        return name.map(ascii -> ascii.startsWith(WWW) && isOfSite(ascii.substring(WWW.length()))
                        ? ascii.substring(WWW.length())
                        : ascii)
                .orElse(OTHER);
    }

    /** A name of several parts, of which the last is no number: no address of a machine, and none within a house. */
    private static boolean isOfSite(String ascii) {
        int dot = ascii.lastIndexOf('.');
        return dot > 0 && dot < ascii.length() - 1 && !Character.isDigit(ascii.charAt(dot + 1));
    }
}
