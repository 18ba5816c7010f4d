package org.pressroom.common.security;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/** Reads what {@link RequiresRole} says of a handler's parameter. */
public final class RequiredRoles {

    private static final Role[] NONE = {};

    private RequiredRoles() {}

    /**
     * The roles of which who calls must have one; none where the handler is for anybody.
     *
     * @throws IllegalStateException where other parameters stand before it: they would be looked at before the roles are
     */
    public static Role[] of(MethodParameter parameter) {
        MergedAnnotation<RequiresRole> required =
                MergedAnnotations.from(parameter.getParameterAnnotations()).get(RequiresRole.class);
        if (!required.isPresent()) {
            return NONE;
        }
        if (parameter.getParameterIndex() != 0) {
            throw new IllegalStateException("who calls must be the first parameter of " + parameter.getMethod());
        }
        return required.getEnumArray(MergedAnnotation.VALUE, Role.class);
    }
}
