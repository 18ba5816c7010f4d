/** Readers who are subscribed, and show it. */
@NullMarked
package org.pressroom.gateway.readers;

import org.jspecify.annotations.NullMarked;
