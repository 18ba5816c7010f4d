/** Constraints for text that people type. */
@NullMarked
package org.pressroom.common.validation;

import org.jspecify.annotations.NullMarked;
