/** Tests of what is dropped, and what stays. */
@NullMarked
package org.pressroom.subscription.retention;

import org.jspecify.annotations.NullMarked;
