/** The pages that readers come for. */
@NullMarked
package org.pressroom.gateway.site.reading;

import org.jspecify.annotations.NullMarked;
