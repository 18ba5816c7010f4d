/** Who is at the door: sessions, tokens and strangers, and what protects them from forged requests. */
@NullMarked
package org.pressroom.gateway.visitors;

import org.jspecify.annotations.NullMarked;
