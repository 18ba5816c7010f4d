/** Work that goes on beside requests and events. */
@NullMarked
package org.pressroom.common.background;

import org.jspecify.annotations.NullMarked;
