/** Articles for programs that read them to people: Atom, RSS and JSON Feed. */
@NullMarked
package org.pressroom.gateway.site.feeds;

import org.jspecify.annotations.NullMarked;
