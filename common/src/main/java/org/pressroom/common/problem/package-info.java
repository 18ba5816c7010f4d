/** Failures as RFC 9457 problem answers. */
@NullMarked
package org.pressroom.common.problem;

import org.jspecify.annotations.NullMarked;
