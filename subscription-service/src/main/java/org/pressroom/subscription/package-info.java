/** The subscription service: who wants to hear of what, and what was sent to whom. */
@NullMarked
package org.pressroom.subscription;

import org.jspecify.annotations.NullMarked;
