/**
 * The cookies that the gateway sets: whose session it is, from whose page a request comes, who has signed in here before, in
 * which language a reader wants to be spoken to.
 */
@NullMarked
package org.pressroom.gateway.cookies;

import org.jspecify.annotations.NullMarked;
