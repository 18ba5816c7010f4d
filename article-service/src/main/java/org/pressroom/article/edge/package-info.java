/** What answers say to the cache at the edge. */
@NullMarked
package org.pressroom.article.edge;

import org.jspecify.annotations.NullMarked;
