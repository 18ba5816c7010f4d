/** Tests of writing messages. */
@NullMarked
package org.pressroom.subscription.mime;

import org.jspecify.annotations.NullMarked;
