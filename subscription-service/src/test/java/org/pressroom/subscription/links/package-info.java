/** Tests of links. */
@NullMarked
package org.pressroom.subscription.links;

import org.jspecify.annotations.NullMarked;
