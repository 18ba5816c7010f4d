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
import org.pressroom.common.text.LanguageTags;
import tools.jackson.databind.annotation.JsonDeserialize;

/** A language, as {@link LanguageTags} says; it is read in the one way to write it. Null is let through. */
@Documented
@JacksonAnnotationsInside
@JsonDeserialize(converter = Typed.Language.class)
@Constraint(validatedBy = LanguageTag.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface LanguageTag {
    String message() default "must be a language such as de, pt-BR or zh-Hant";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks whether it is one. */
    final class Validator implements ConstraintValidator<LanguageTag, String> {
        @Override
        public boolean isValid(@Nullable String tag, ConstraintValidatorContext context) {
            return tag == null || LanguageTags.canonical(tag).isPresent();
        }
    }
}
