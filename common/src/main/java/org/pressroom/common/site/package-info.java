/** What the publication is called, for programs that name it. */
@NullMarked
package org.pressroom.common.site;

import org.jspecify.annotations.NullMarked;
