@NullMarked
package org.pressroom.gateway.languages;

import org.jspecify.annotations.NullMarked;
