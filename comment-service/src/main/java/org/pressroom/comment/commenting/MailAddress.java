package org.pressroom.comment.commenting;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** An e-mail address that mail could be sent to. Null is let through. */
@Documented
@Constraint(validatedBy = MailAddress.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@interface MailAddress {
    String message() default "must be an e-mail address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks JMail, and RFC 5321 (4.5.3.1.3) for the length. */
    final class Validator implements ConstraintValidator<MailAddress, String> {

        private static final int MAX_LENGTH = 254;
        private static final String PUNCTUATION = "<>(),;";
        private static final EmailValidator ADDRESSES = JMail.strictValidator()
                .disallowIpDomain()
                .requireTopLevelDomain()
                .disallowExplicitSourceRouting()
                .disallowQuotedIdentifiers()
                .disallowObsoleteWhitespace();

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null
                    || (text.length() <= MAX_LENGTH
                            && text.codePoints().noneMatch(Validator::isHarmful)
                            && ADDRESSES.isValid(Normalizer.normalize(text, Normalizer.Form.NFC)));
        }

        /** What could be read differently where the address is written: invisible characters, spaces, brackets. */
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
                default -> PUNCTUATION.indexOf(point) >= 0;
            };
        }
    }
}
