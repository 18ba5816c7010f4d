/** What all programs need and none of them means. */
@NullMarked
package org.pressroom.common;

import org.jspecify.annotations.NullMarked;
