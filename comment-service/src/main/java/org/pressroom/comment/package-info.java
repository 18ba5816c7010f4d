/** Comments, their threads, and who decides what readers see of them. */
@NullMarked
package org.pressroom.comment;

import org.jspecify.annotations.NullMarked;
