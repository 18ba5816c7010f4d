/** Text with markup that anybody may have written: what both articles and comments need to render it safely. */
@NullMarked
package org.pressroom.common.markup;

import org.jspecify.annotations.NullMarked;
