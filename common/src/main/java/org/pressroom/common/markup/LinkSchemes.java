package org.pressroom.common.markup;

/** What links of readers and writers may begin with. */
public final class LinkSchemes {

    private static final String[] HARMLESS = {
        "http", "https", "bitcoin", "callto", "ftp", "ftps", "geo", "im", "irc", "ircs", "magnet", "mailto", "matrix",
        "mms", "news", "nntp", "openpgp4fpr", "sftp", "sip", "sips", "sms", "smsto", "ssh", "tel", "urn", "webcal",
        "wtai", "xmpp"
    };

    private LinkSchemes() {}

    /**
     * Those that open a page or a program for it and run nothing: the ones that
     * <a href="https://html.spec.whatwg.org/multipage/system-state.html#safelisted-scheme">HTML</a> lets pages register
     * handlers for, with the pages' own and {@code callto} and {@code sips}.
     */
    public static String[] harmless() {
        return HARMLESS.clone();
    }
}
