/** Events that belong to no transaction. */
@NullMarked
package org.pressroom.common.sending;

import org.jspecify.annotations.NullMarked;
