/** Who calls: the gateway's signed tokens, checked by every service. */
@NullMarked
package org.pressroom.common.security;

import org.jspecify.annotations.NullMarked;
