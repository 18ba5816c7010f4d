/** The languages that the site speaks, and which of them a reader is answered in. */
@NullMarked
package org.pressroom.gateway.languages;

import org.jspecify.annotations.NullMarked;
