/** The library of pictures: who uploaded what, where it is shown, and the store that keeps the files. */
@NullMarked
package org.pressroom.article.media;

import org.jspecify.annotations.NullMarked;
