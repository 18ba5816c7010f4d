package org.pressroom.common.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What may be sent in the place of another component of its record, so that one of the two is required. The record fills in
 * the other one itself; this says so in the API's document.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface InPlaceOf {

    /** The other component's name. */
    String value();
}
