package org.pressroom.common.markup;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What links of readers and writers may begin with. */
public final class LinkSchemes {

    private static final String[] HARMLESS = {
        "http", "https", "bitcoin", "callto", "ftp", "ftps", "geo", "im", "irc", "ircs", "magnet", "mailto", "matrix",
        "mms", "news", "nntp", "openpgp4fpr", "sftp", "sip", "sips", "sms", "smsto", "ssh", "tel", "urn", "webcal",
        "wtai", "xmpp"
    };

    private static final Set<String> HARMLESS_SET = Set.of(HARMLESS);

    /** With a scheme, a path, a place in the page or the query of it, or a name with a dot inside. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+|.*/.*|[#?].*|.*[^.]\\.\\p{L}.*");

    private LinkSchemes() {}

    /**
     * Those that open a page or a program for it and run nothing: the ones that
     * <a href="https://html.spec.whatwg.org/multipage/system-state.html#safelisted-scheme">HTML</a> lets pages register
     * handlers for, with the pages' own and {@code callto} and {@code sips}.
     */
    public static String[] harmless() {
        return HARMLESS.clone();
    }

    /** Whether a link may lead there: to another place of this site, or by one of the {@link #harmless()} schemes. */
    public static boolean mayLead(String destination) {
        for (int i = 0; i < destination.length(); i++) {
            char character = destination.charAt(i);
            if (character == ':') {
                return HARMLESS_SET.contains(destination.substring(0, i).toLowerCase(Locale.ROOT));
            } else if (character == '/' || character == '?' || character == '#') {
                return true;
            }
        }
        return true;
    }

    /** Whether a link may lead there, and it has the look of an address, which a mere word has not. */
    public static boolean leadsSomewhere(String destination) {
        return mayLead(destination) && ADDRESS.matcher(destination).matches();
    }
}
