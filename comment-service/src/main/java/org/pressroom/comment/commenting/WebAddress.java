package org.pressroom.comment.commenting;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of a public web page, over http or https. Null and empty text are let through. */
@Documented
@Constraint(validatedBy = WebAddress.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@interface WebAddress {
    String message() default "must be a web address such as https://example.org";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks at the parts of the address; a user name in it would only serve to deceive. */
    final class Validator implements ConstraintValidator<WebAddress, String> {

        private static final int MAX_LENGTH = 300;
        private static final Pattern NAMED_HOST =
                Pattern.compile("[\\p{L}\\p{N}\\p{M}-]+(\\.[\\p{L}\\p{N}\\p{M}-]+)+(:\\d{1,5})?");

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || text.isEmpty() || (text.length() <= MAX_LENGTH && isWebAddress(text));
        }

        private static boolean isWebAddress(String text) {
            try {
                URI uri = new URI(text);
                String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
                return (scheme.equals("http") || scheme.equals("https"))
                        && uri.getRawAuthority() != null
                        && NAMED_HOST.matcher(uri.getRawAuthority()).matches();
            } catch (URISyntaxException malformed) {
                return false;
            }
        }
    }
}
