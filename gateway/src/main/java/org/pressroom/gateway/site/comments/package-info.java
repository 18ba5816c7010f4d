/** Threads, and commenting without JavaScript. */
@NullMarked
package org.pressroom.gateway.site.comments;

import org.jspecify.annotations.NullMarked;
