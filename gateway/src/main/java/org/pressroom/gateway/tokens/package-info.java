/** Personal access tokens, for programs that act for an account. */
@NullMarked
package org.pressroom.gateway.tokens;

import org.jspecify.annotations.NullMarked;
