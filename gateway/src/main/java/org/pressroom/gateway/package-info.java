/** The one origin: everything that clients see is served here. */
@NullMarked
package org.pressroom.gateway;

import org.jspecify.annotations.NullMarked;
