/** The picture that stands for an article where a link to it is shown, and it has none of its own. */
@NullMarked
package org.pressroom.gateway.site.cards;

import org.jspecify.annotations.NullMarked;
