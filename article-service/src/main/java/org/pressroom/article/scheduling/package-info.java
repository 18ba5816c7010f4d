/** What is done to articles at a time that somebody ordered before: it calls the same use cases as people do. */
@NullMarked
package org.pressroom.article.scheduling;

import org.jspecify.annotations.NullMarked;
