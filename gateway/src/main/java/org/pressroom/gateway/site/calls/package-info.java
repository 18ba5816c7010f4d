/** How the site asks the services. */
@NullMarked
package org.pressroom.gateway.site.calls;

import org.jspecify.annotations.NullMarked;
