package org.pressroom.article.slugs;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A slug that an article may have, as {@link ArticleSlugs#fault} says. Null is let through. */
@Documented
@Constraint(validatedBy = ArticleSlug.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface ArticleSlug {
    String message() default "is not valid";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says in the message what is at fault. */
    final class Validator implements ConstraintValidator<ArticleSlug, String> {
        @Override
        public boolean isValid(@Nullable String slug, ConstraintValidatorContext context) {
            Optional<String> fault = slug == null ? Optional.empty() : ArticleSlugs.fault(slug);
            if (fault.isEmpty()) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(fault.get()).addConstraintViolation();
            return false;
        }
    }
}
