/** The same done to many articles. */
@NullMarked
package org.pressroom.article.bulk;

import org.jspecify.annotations.NullMarked;
