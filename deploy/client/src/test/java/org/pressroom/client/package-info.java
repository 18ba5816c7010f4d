@NullMarked
package org.pressroom.client;

import org.jspecify.annotations.NullMarked;
