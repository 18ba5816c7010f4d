/** A server that speaks the protocol of Amazon S3, in the JVM of who starts it and apart from its classes. */
@NullMarked
package org.pressroom.embedded.s3;

import org.jspecify.annotations.NullMarked;
