/** Names that stand in addresses. */
@NullMarked
package org.pressroom.article.slugs;

import org.jspecify.annotations.NullMarked;
