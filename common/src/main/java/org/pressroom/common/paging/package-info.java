/** Lists cut by key. */
@NullMarked
package org.pressroom.common.paging;

import org.jspecify.annotations.NullMarked;
