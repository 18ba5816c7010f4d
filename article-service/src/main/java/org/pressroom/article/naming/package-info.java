/** Names that stand in addresses. */
@NullMarked
package org.pressroom.article.naming;

import org.jspecify.annotations.NullMarked;
