/** What every answer and every request body is held to. */
@NullMarked
package org.pressroom.gateway.protection;

import org.jspecify.annotations.NullMarked;
