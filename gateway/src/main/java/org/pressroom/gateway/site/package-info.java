/** The reading site: pages in HTML, put together from what the services answer, complete without JavaScript. */
@NullMarked
package org.pressroom.gateway.site;

import org.jspecify.annotations.NullMarked;
