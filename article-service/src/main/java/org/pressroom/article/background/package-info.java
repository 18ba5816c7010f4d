/** Work that goes on beside requests and events. */
@NullMarked
package org.pressroom.article.background;

import org.jspecify.annotations.NullMarked;
