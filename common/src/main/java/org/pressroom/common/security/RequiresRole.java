package org.pressroom.common.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the parameter of a handler that says who calls, which must be its first: who has none of the roles is refused, with
 * 401 for strangers and 403 for others, before the rest of the request counts. So nobody learns from a 400, 415 or 422
 * how to ask for what is not for them. Where many handlers are for the same people, an annotation of their own may carry
 * it.
 */
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresRole {

    /** Any of these will do. */
    Role[] value();
}
