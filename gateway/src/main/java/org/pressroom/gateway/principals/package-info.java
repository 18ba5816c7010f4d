/** Who asks: an account, known by a session or a token, or anybody; and from which machine. */
@NullMarked
package org.pressroom.gateway.principals;

import org.jspecify.annotations.NullMarked;
