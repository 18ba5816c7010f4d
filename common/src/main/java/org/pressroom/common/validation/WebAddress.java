package org.pressroom.common.validation;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.WebAddresses;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The address of a public page or picture, as {@link WebAddresses} says, of at most {@code max} characters, as browsers
 * count them; it is read composed (NFC), without spaces around it. Null and empty text are let through.
 */
@Documented
@JacksonAnnotationsInside
@JsonDeserialize(converter = Typed.Address.class)
@Constraint(validatedBy = WebAddress.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface WebAddress {
    int max();

    /** Whether a path on this site will do too, such as {@code /api/media/1/a.png}. */
    boolean pathToo() default false;

    String message() default "must be a web address such as https://example.org";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says in the message where it is the length that is at fault, or where a path would do. */
    final class Validator implements ConstraintValidator<WebAddress, String> {

        private int max;
        private boolean pathToo;

        @Override
        public void initialize(WebAddress address) {
            max = address.max();
            pathToo = address.pathToo();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            if (text == null || text.isEmpty()) {
                return true;
            }
            if (text.length() > max) {
                return TextValidator.report("must have at most " + max + " characters", context);
            }
            return WebAddresses.isWebAddress(text)
                    || (pathToo
                            && (WebAddresses.isPath(text)
                                    || TextValidator.report(
                                            "must be an http or https address, or a path on this site", context)));
        }
    }
}
