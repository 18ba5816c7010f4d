/** How much one visitor may ask for. */
@NullMarked
package org.pressroom.gateway.limits;

import org.jspecify.annotations.NullMarked;
