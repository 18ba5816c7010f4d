/** A small program of the tests, as a service would use common. */
@NullMarked
package org.pressroom.common.app;

import org.jspecify.annotations.NullMarked;
