/** Who asks is found out here, and requests are refused that nobody should make. */
@NullMarked
package org.pressroom.gateway.door;

import org.jspecify.annotations.NullMarked;
