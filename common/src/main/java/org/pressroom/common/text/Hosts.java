package org.pressroom.common.text;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of hosts in every script, by IDNA 2008 as browsers read it (UTS 46, non-transitional): hyphens may stand anywhere,
 * as in {@code r3---sn-x.googlevideo.com}, and underscores are known in names. Of ASCII there are only letters, digits and
 * these two.
 */
public final class Hosts {

    /** The JDK's {@code IDN} knows the IDNA of 2003 alone, by which {@code straße.de} is {@code strasse.de}, another's. */
    private static final IDNA RULES = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    /** What names to register may not have, and names of hosts do. */
    private static final Set<IDNA.Error> HYPHENS =
            EnumSet.of(IDNA.Error.LEADING_HYPHEN, IDNA.Error.TRAILING_HYPHEN, IDNA.Error.HYPHEN_3_4);

    /**
     * RFC 1035, section 2.3.4, with a dot at the end; each letter of any script is one in ASCII at least. What takes a
     * name apart costs the square of its length.
     */
    private static final int LONGEST = 254;

    private static final Pattern ASCII = Pattern.compile("[a-z0-9._-]+");

    private Hosts() {}

    /** The one form that all spellings of a host have in common, in lower-case ASCII; empty where it can be no host. */
    public static Optional<String> ascii(String host) {
        return read(host, RULES::nameToASCII)
                .map(ascii -> ascii.toLowerCase(Locale.ROOT))
                .filter(name -> ASCII.matcher(name).matches());
    }

    /** The host as people read it; as it is where it can be no host. */
    public static String readable(String host) {
        return read(host, RULES::nameToUnicode).orElse(host);
    }

    private interface Reading {
        StringBuilder read(CharSequence host, StringBuilder result, IDNA.Info faults);
    }

    private static Optional<String> read(String host, Reading reading) {
        if (host.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            IDNA.Info faults = new IDNA.Info();
            StringBuilder result = reading.read(host, new StringBuilder(), faults);
            return HYPHENS.containsAll(faults.getErrors()) ? Optional.of(result.toString()) : Optional.empty();
        } catch (ICUInputTooLongException written) {
            // One letter may stand for 18.
            return Optional.empty();
        }
    }
}
