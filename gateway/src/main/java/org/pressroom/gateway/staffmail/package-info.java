/** Who on the staff is told by mail of what happens to articles: their addresses leave the gateway's database here alone. */
@NullMarked
package org.pressroom.gateway.staffmail;

import org.jspecify.annotations.NullMarked;
