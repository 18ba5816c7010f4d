/** How much one principal may ask for. */
@NullMarked
package org.pressroom.gateway.limits;

import org.jspecify.annotations.NullMarked;
