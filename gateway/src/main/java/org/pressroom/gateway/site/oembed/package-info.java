/** What other sites show in the place of a link to an article. */
@NullMarked
package org.pressroom.gateway.site.oembed;

import org.jspecify.annotations.NullMarked;
