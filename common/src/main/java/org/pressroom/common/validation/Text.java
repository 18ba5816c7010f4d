package org.pressroom.common.validation;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Text of several lines: no control characters but tabs and line breaks, no lone surrogates, between {@code min} and
 * {@code max} code points, and not blank where {@code min} is over 0. Null is let through.
 */
@Documented
@Constraint(validatedBy = TextValidator.ForText.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Text {
    int min() default 0;

    int max();

    String message() default "is not valid";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
