package org.pressroom.common.streaming;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An event that a handler streams, for the document of its route. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(StreamedEvent.All.class)
public @interface StreamedEvent {

    String name();

    /** What its data is the JSON of. */
    Class<? extends Record> data();

    /** Several. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        StreamedEvent[] value();
    }
}
