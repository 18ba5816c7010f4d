/** Pictures as files: what they are, what is taken out of them, and smaller ones of them. Knows no database and no HTTP. */
@NullMarked
package org.pressroom.article.pictures;

import org.jspecify.annotations.NullMarked;
