/** The documentation of the API: one document of what all programs offer, and a page to read it. */
@NullMarked
package org.pressroom.gateway.apidocs;

import org.jspecify.annotations.NullMarked;
