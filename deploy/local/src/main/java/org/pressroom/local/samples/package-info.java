/** The articles and comments that a new site starts with, loaded through the public API. */
@NullMarked
package org.pressroom.local.samples;

import org.jspecify.annotations.NullMarked;
