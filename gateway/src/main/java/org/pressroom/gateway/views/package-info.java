/** Views of articles, as pages tell of them: counted without cookies, and without knowing anybody. */
@NullMarked
package org.pressroom.gateway.views;

import org.jspecify.annotations.NullMarked;
