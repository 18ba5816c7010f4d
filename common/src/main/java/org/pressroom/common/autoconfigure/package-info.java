/** Makes what is in common available to a program. */
@NullMarked
package org.pressroom.common.autoconfigure;

import org.jspecify.annotations.NullMarked;
