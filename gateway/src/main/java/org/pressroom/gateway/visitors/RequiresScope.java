package org.pressroom.gateway.visitors;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.pressroom.gateway.routes.Scope;

/**
 * On the {@link Visitor} of a handler, which must be its first parameter: strangers are refused with 401, and tokens that
 * were made for less with 403, before the rest of the request counts. What reads may also be done with {@link
 * Scope#READ}.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

    /** The scope that a limited token must have. */
    Scope value();
}
