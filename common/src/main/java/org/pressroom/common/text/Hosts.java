package org.pressroom.common.text;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;

/** Names of hosts in every script, by IDNA 2008 as browsers read it (UTS 46, non-transitional). */
public final class Hosts {

    /** The JDK's {@code IDN} knows the IDNA of 2003 alone, by which {@code straße.de} is {@code strasse.de}, another's. */
    private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ);

    private Hosts() {}

    /** The one form that all spellings of a host have in common, in lower-case ASCII; empty where it can be no host. */
    public static Optional<String> ascii(String host) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = RULES.nameToASCII(host, new StringBuilder(), info);
        return info.hasErrors() || ascii.isEmpty()
                ? Optional.empty()
                : Optional.of(ascii.toString().toLowerCase(Locale.ROOT));
    }

    /** The host as people read it; as it is where it can be no host. */
    public static String readable(String host) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder readable = RULES.nameToUnicode(host, new StringBuilder(), info);
        return info.hasErrors() ? host : readable.toString();
    }
}
