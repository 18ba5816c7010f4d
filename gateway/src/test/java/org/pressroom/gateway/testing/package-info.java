/** What the gateway's tests share: stub services, a browser, events. */
@NullMarked
package org.pressroom.gateway.testing;

import org.jspecify.annotations.NullMarked;
