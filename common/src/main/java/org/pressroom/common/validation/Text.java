package org.pressroom.common.validation;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Text of several lines, read with each end of a line as one character: no control characters but tabs and line breaks, no
 * lone surrogates, between {@code min} and {@code max} code points, and showing something where {@code min} is over 0. Null
 * is let through.
 */
@Documented
@JacksonAnnotationsInside
@JsonDeserialize(converter = Typed.Lines.class)
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
