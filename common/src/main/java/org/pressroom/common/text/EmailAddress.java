package org.pressroom.common.text;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * An address that mail can be sent to, internationalised ones included (RFC 6530).
 *
 * @param mailbox what mail is sent to: as it was given, composed (NFC), with the domain in ASCII
 * @param key the same for all spellings of one address: the mailbox in lower case
 */
public record EmailAddress(String mailbox, String key) {

    /** In octets of UTF-8. RFC 5321, section 4.5.3.1.3: a path of 256, angle brackets included. */
    public static final int LONGEST = 254;

    private static final String PUNCTUATION = "<>(),;";
    private static final String JOINERS = "\u200C\u200D";

    private static final EmailValidator VALID = JMail.strictValidator()
            .disallowIpDomain()
            .requireTopLevelDomain()
            .disallowExplicitSourceRouting()
            .disallowQuotedIdentifiers()
            .disallowObsoleteWhitespace();

    /** Reads an address, or nothing where mail cannot be sent to it. What leaves no mark around it does not matter. */
    public static Optional<EmailAddress> of(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        String given = Names.composed(Shown.strip(text));
        int at = given.lastIndexOf('@');
        // Joiners belong to some scripts: where a domain may have them, IDNA tells.
        if (at < 0
                || given.length() > LONGEST
                || given.substring(0, at).codePoints().anyMatch(EmailAddress::isHarmful)
                || given.substring(at).codePoints().anyMatch(point -> JOINERS.indexOf(point) < 0 && isHarmful(point))) {
            return Optional.empty();
        }
        return Hosts.ascii(given.substring(at + 1))
                .map(domain -> given.substring(0, at + 1) + domain)
                .filter(mailbox -> mailbox.getBytes(StandardCharsets.UTF_8).length <= LONGEST && VALID.isValid(mailbox))
                .map(mailbox -> new EmailAddress(mailbox, mailbox.toLowerCase(Locale.ROOT)));
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
            default -> Shown.isInvisible(point) || PUNCTUATION.indexOf(point) >= 0;
        };
    }
}
