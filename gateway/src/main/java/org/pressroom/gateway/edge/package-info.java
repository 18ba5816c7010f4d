/** The cache of whole anonymous answers, dropped by events. */
@NullMarked
package org.pressroom.gateway.edge;

import org.jspecify.annotations.NullMarked;
