package org.pressroom.subscription.subscribing;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that mail can be sent to, internationalised ones included (RFC 6530).
 *
 * @param mailbox what mail is sent to: as it was given, with the domain in ASCII
 * @param key the same for all spellings of one address: composed (NFC) and in lower case
 */
record EmailAddress(String mailbox, String key) {

    /** RFC 5321, section 4.5.3.1.3: a path of 256 octets, angle brackets included. */
    static final int LONGEST = 254;

    private static final EmailValidator VALID = JMail.strictValidator()
            .disallowIpDomain()
            .requireTopLevelDomain()
            .disallowExplicitSourceRouting()
            .disallowQuotedIdentifiers()
            .disallowObsoleteWhitespace();

    /** The JDK knows IDNA 2003, under which these letters become others, and so the domain another's. */
    private static final Pattern CHANGED_BY_IDNA = Pattern.compile("[\\u00DF\\u1E9E\\u03C2]");

    /** Reads an address, or nothing where mail cannot be sent to it. Surrounding spaces do not matter. */
    static Optional<EmailAddress> of(String text) {
        String given = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        boolean harmful = given.codePoints().anyMatch(EmailAddress::isHarmful);
        if (given.length() > LONGEST || harmful || !VALID.isValid(given)) {
            return Optional.empty();
        }
        int at = given.lastIndexOf('@');
        return domain(given.substring(at + 1)).flatMap(domain -> {
            String mailbox = given.substring(0, at) + "@" + domain;
            return mailbox.length() > LONGEST
                    ? Optional.empty()
                    : Optional.of(new EmailAddress(mailbox, mailbox.toLowerCase(Locale.ROOT)));
        });
    }

    private static Optional<String> domain(String domain) {
        if (CHANGED_BY_IDNA.matcher(domain).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    /** What could be read differently where the address is written: controls, invisible characters, brackets, spaces. */
    private static boolean isHarmful(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> true;
            default -> point == '<' || point == '>' || point == '(' || point == ')' || point == ',' || point == ';';
        };
    }
}
