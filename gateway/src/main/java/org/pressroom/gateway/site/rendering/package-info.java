/** What all pages have in common, and the pages of failures. */
@NullMarked
package org.pressroom.gateway.site.rendering;

import org.jspecify.annotations.NullMarked;
