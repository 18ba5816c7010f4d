/** What readers get: lists of articles, and each whole. */
@NullMarked
package org.pressroom.article.reading;

import org.jspecify.annotations.NullMarked;
