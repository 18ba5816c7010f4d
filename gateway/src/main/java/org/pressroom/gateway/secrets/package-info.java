/** The one secret that all gateways of a site share, and what is done with it. */
@NullMarked
package org.pressroom.gateway.secrets;

import org.jspecify.annotations.NullMarked;
