/** What operators look at and repair. */
@NullMarked
package org.pressroom.gateway.operations;

import org.jspecify.annotations.NullMarked;
