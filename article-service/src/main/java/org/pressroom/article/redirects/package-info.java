/** Addresses at which there is no page any more, or never was one here, and where they lead: those of a former site, above all. */
@NullMarked
package org.pressroom.article.redirects;

import org.jspecify.annotations.NullMarked;
