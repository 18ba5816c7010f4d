/** What the gateway answers, and what holds for each of its addresses. */
@NullMarked
package org.pressroom.gateway.routes;

import org.jspecify.annotations.NullMarked;
